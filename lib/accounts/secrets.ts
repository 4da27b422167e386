import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits as text: a token or the secret of a link. It is shown once; only its hash is stored. */
export const newSecret = (): string => randomBytes(32).toString('base64url');

/** The hash under which a secret is stored. One round of SHA-256 is enough for 256 random bits, and lets the secret be looked up. */
export const hashed = (secret: string): string => createHash('sha256').update(secret).digest('base64url');
