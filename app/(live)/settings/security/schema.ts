import { z } from 'zod';
import { credentialsBody, newPassword, tokenName } from '#lib/accounts/schemas';

export const passwordForm = z.object({ currentPassword: credentialsBody.shape.password, password: newPassword });
export type PasswordField = keyof z.infer<typeof passwordForm>;

export const tokenForm = z.object({ name: tokenName });
