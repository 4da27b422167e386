import { credentialsBody } from '#lib/accounts/schemas';

export const eraseForm = credentialsBody.pick({ password: true });

/** Why an account cannot be deleted yet. The balance is in minor units. */
export type Refusal = { kind: 'balance'; balance: number } | { kind: 'pending' };
