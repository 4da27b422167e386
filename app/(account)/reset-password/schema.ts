import { z } from 'zod';
import { newPassword } from '#lib/accounts/schemas';

export const resetForm = z.object({ password: newPassword });
