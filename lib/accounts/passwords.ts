import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import pLimit from 'p-limit';
import { Overload } from '#lib/overload';
import { processWide } from '#lib/process-wide';
import { shopIdentity } from '#lib/shop/identity';
import { isGuessable } from './guessable.ts';

// argon2id with the parameters that the OWASP Password Storage Cheat Sheet names first: 19 MiB, two passes.
const PARAMETERS = { parallelism: 1, tagLength: 32, memory: 19_456, passes: 2 };
const derive = promisify(argon2);

/** Whether a password is made of what is known of its owner or of the shop. */
export const isGuessableFor = async (
  password: string,
  { email, name }: { email: string; name: string },
): Promise<boolean> => isGuessable(password, [email, name, (await shopIdentity()).name]);

/** Hashes a password with a salt of its own. Takes about 40 ms, on a thread of its own. Throws `Overload` where too many wait for that. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  return `argon2id$${salt.toString('base64url')}$${(await tag(password, salt)).toString('base64url')}`;
}

/** What is stored where nobody has chosen a password yet: random bits, of which no password is known. */
export const unusableHash = (): string =>
  `argon2id$${randomBytes(16).toString('base64url')}$${randomBytes(PARAMETERS.tagLength).toString('base64url')}`;

/**
 * Whether a password is the one that was hashed. Without a hash it takes as long, so that nobody learns from the time whether there is one.
 * Throws `Overload` as {@link hashPassword} does.
 */
export async function verifyPassword(password: string, hash: string | null): Promise<boolean> {
  const [, salt = '', expected = ''] = (hash ?? unusableHash()).split('$');
  const matches = timingSafeEqual(
    await tag(password, Buffer.from(salt, 'base64url')),
    Buffer.from(expected, 'base64url'),
  );
  return matches && hash !== null;
}

/** Of the four threads of libuv, two are left to whatever else needs one: looking up names, and logging in to Postgres. */
const AT_ONCE = 2;
/** They wait two seconds at most; beyond that, callers are refused. */
const WAITING_MAX = 50;

const gate = () => processWide('password-gate', () => pLimit(AT_ONCE));

/** Throws `Overload` where too many passwords wait. Ask before an attempt is counted, because a refusal must cost nobody an attempt. */
export function refuseOverload(): void {
  if (gate().pendingCount >= WAITING_MAX) throw new Overload('too many passwords are being checked at once');
}

async function tag(password: string, nonce: Buffer): Promise<Buffer> {
  refuseOverload();
  return gate()(() => derive('argon2id', { message: Buffer.from(password.normalize('NFKC')), nonce, ...PARAMETERS }));
}
