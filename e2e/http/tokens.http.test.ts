import { expect } from 'vitest';
import { styles } from '#lib/messages/define';
import { test as base } from '#scripts/testing/http';
import { newPerson, password, register, registered, send } from './client.ts';
import { inDatabase } from './database.ts';
import { aTime, expectProblem } from './expectations.ts';
import { sessionCookie } from './session.ts';

const test = base
  .extend('zoe', ({ baseUrl }) => registered(baseUrl, 'event-collaboration'))
  .extend(
    'signIn',
    ({ baseUrl }) =>
      (body: object) =>
        send(`${baseUrl}/api/tokens`, 'POST', { body }),
  );

test('a token lasts for weeks and opens the API', async ({ zoe, signIn }) => {
  const answer = await signIn({ email: ` ${zoe.email.toUpperCase()} `, password });
  expect(answer.status).toBe(201);
  expect(answer.body).toEqual({
    token: expect.stringMatching(/^[\w-]{40,}$/),
    userId: zoe.userId,
    expiresAt: aTime,
  });
  expect(Date.parse(answer.body.expiresAt as string)).toBeGreaterThan(Date.now() + 7 * 86_400_000);
  expect((await zoe.get('orders')).status).toBe(200);
});

test('a revoked token is refused, the others still work', async ({ baseUrl, zoe, signIn }) => {
  const { token } = (await signIn({ email: zoe.email, password })).body;
  const revoke = () => send(`${baseUrl}/api/tokens/current`, 'DELETE', { token });
  const revoked = await revoke();
  expect(revoked.status).toBe(204);
  expect(revoked.body).toBeNull();
  expectProblem(await revoke(), 401, 'unauthenticated');
  expectProblem(await send(`${baseUrl}/api/command-reply/orders`, 'GET', { token }), 401, 'unauthenticated');
  expect((await zoe.get('orders')).status).toBe(200);
});

test('an expired token is refused', async ({ zoe, databaseUrl }) => {
  await inDatabase(
    databaseUrl,
    "UPDATE accounts.tokens SET expires_at = now() - interval '1 second' WHERE user_id = $1",
    [zoe.userId],
  );
  expectProblem(await zoe.get('orders'), 401, 'unauthenticated');
  expectProblem(await zoe.deposit(100), 401, 'unauthenticated');
});

test('only the hash of a token is stored', async ({ zoe, databaseUrl }) => {
  const rows = await inDatabase(databaseUrl, 'SELECT * FROM accounts.tokens WHERE user_id = $1', [zoe.userId]);
  expect(rows).toHaveLength(1);
  expect(JSON.stringify(rows)).not.toContain(zoe.token);
});

test.for([
  ['no token', {}],
  ['garbage', { authorization: 'Bearer garbage' }],
  ['an empty one', { authorization: 'Bearer ' }],
  ['two words', { authorization: 'Bearer a b' }],
  ['one of another scheme', { authorization: 'Basic em9lOnBhc3N3b3Jk' }],
  ['a service’s without its signature', { authorization: 'Bearer billing.x' }],
  ['a session cookie that is forged', { cookie: 'saldo.session=forged' }],
] as const)('a request with %s is refused', async ([, headers], { baseUrl }) => {
  for (const [method, path, body] of [
    ['GET', 'command-reply/orders', undefined],
    ['GET', 'event-notification/billing/account', undefined],
    ['GET', 'event-collaboration/notifications', undefined],
    ['GET', 'command-reply/billing/entries', undefined],
    ['GET', 'command-reply/messages?correlationId=0', undefined],
    ['POST', 'command-reply/order/create', {}],
    ['POST', 'event-notification/order', {}],
    ['POST', 'event-collaboration/billing/withdraw', {}],
    ['DELETE', 'tokens/current', undefined],
  ] as const) {
    const answer = await send(`${baseUrl}/api/${path}`, method, { headers, body });
    expectProblem(answer, 401, 'unauthenticated');
    expect(answer.headers.get('www-authenticate')).toBe('Bearer');
  }
});

test('a token under another scheme is refused', async ({ baseUrl, zoe }) => {
  const headers = { authorization: `Basic ${zoe.token}` };
  expectProblem(await send(`${baseUrl}/api/command-reply/orders`, 'GET', { headers }), 401, 'unauthenticated');
});

test('an unknown address and a wrong password get the same answer', async ({ zoe, signIn }) => {
  const [unknown, wrong] = [
    await signIn({ email: newPerson().email, password }),
    await signIn({ email: zoe.email, password: `${password}!` }),
  ];
  expectProblem(unknown, 401, 'wrong-credentials');
  expectProblem(wrong, 401, 'wrong-credentials');
  expect(wrong.body.detail).toBe(unknown.body.detail);
});

test('after ten failures the right password is refused too, for known and unknown addresses', async ({
  zoe,
  signIn,
}) => {
  for (const email of [zoe.email, newPerson().email]) {
    for (let failure = 1; failure <= 10; failure++)
      expectProblem(await signIn({ email, password: `wrong ${failure}` }), 401, 'wrong-credentials');
    const answer = await signIn({ email: email.toUpperCase(), password });
    expectProblem(answer, 429, 'too-many-attempts');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  }
  expect((await zoe.get('orders')).status).toBe(200);
});

test('a session cookie allows changes from our own pages only', async ({ baseUrl, zoe }) => {
  const cookie = await sessionCookie(baseUrl, zoe);
  const deposit = (headers: Record<string, string>) =>
    send(`${baseUrl}/api/command-reply/billing/transfer`, 'POST', {
      body: { amount: 100 },
      headers: { cookie, ...headers },
    });
  for (const headers of [{}, { origin: 'https://evil.example' }, { origin: 'null' }] as const)
    expectProblem(await deposit(headers), 403, 'foreign-origin');
  expect(await zoe.balance()).toBe(0);

  expect((await deposit({ origin: baseUrl })).body).toMatchObject({ balance: 100 });
  // Reading is safe from anywhere: browsers keep the answer from foreign pages.
  const read = await send(`${baseUrl}/api/command-reply/billing/account`, 'GET', { headers: { cookie } });
  expect(read.body).toMatchObject({ userId: zoe.userId, balance: 100 });
});

test.for(styles)(
  '%s: whoever registers can sign in at once, whatever others tried with the address before',
  async (style, { baseUrl, signIn }) => {
    const { email, ...person } = newPerson();
    for (let count = 0; count < 10; count++)
      expect((await signIn({ email, password: 'guess guess guess' })).status).toBe(401);
    expect((await signIn({ email, password })).status).toBe(429);
    expect((await register(baseUrl, style, { email, ...person })).status).toBe(201);
    expect((await signIn({ email, password })).status).toBe(201);
  },
);
