export const profileFields = ['name', 'phone', 'address'] as const;
export type ProfileField = (typeof profileFields)[number];
