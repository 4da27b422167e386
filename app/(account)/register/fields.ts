export const registerFields = ['name', 'email', 'password'] as const;
export type RegisterField = (typeof registerFields)[number];
