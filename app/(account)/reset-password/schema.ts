import { z } from 'zod';
import { newPassword } from '#lib/gateway/schemas';

export const resetForm = z.object({ password: newPassword });
