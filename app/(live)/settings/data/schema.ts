import { credentialsBody } from '#lib/accounts/schemas';

export const eraseForm = credentialsBody.pick({ password: true });

/** What stands in the way of deleting an account. A balance in minor units. */
export type Refusal = { kind: 'balance'; balance: number } | { kind: 'pending' };
