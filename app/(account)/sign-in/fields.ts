export const signInFields = ['email', 'password'] as const;
export type SignInField = (typeof signInFields)[number];
