import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Role } from '#lib/accounts/roles';
import { accentOf } from '#lib/brand/accent';
import { styles } from '#lib/messages/define';
import { type ServedApp, serveApp } from '#scripts/testing/served-app';
import { newPerson, password, register, registered, send } from './client.ts';
import { inDatabase } from './database.ts';
import { expectProblem } from './expectations.ts';
import { sessionCookie } from './session.ts';

// This file runs the product for itself, because it closes the registration that every other file needs.
let app: ServedApp;
let owner: { token: string; cookie: string };

beforeAll(async () => {
  app = await serveApp();
  owner = await staffMember('owner');
});
afterAll(() => app?.stop());

async function staffMember(role: Role): Promise<{ token: string; cookie: string }> {
  const person = await registered(app.url, 'event-collaboration');
  await inDatabase(app.databaseUrl, 'UPDATE accounts.credentials SET role = $2 WHERE user_id = $1', [
    person.userId,
    role,
  ]);
  return { token: person.token, cookie: await sessionCookie(app.url, person) };
}

const pageAt = async (path: string, cookie = '') => (await fetch(app.url + path, { headers: { cookie } })).text();

/** Sends a form of a page, as a browser without JavaScript does: the one that has the field. Returns the page that answers. */
async function submitForm(path: string, field: string, fields: Record<string, string | File>): Promise<string> {
  const page = await pageAt(path, owner.cookie);
  const forms = [...page.matchAll(/<form[^>]*>.*?<\/form>/gs)].map(([form]) => form);
  const form = forms.find((one) => one.includes(field)) ?? '';
  const content = new FormData();
  for (const [, name = '', value = ''] of form.matchAll(/<input type="hidden" name="([^"]*)"(?: value="([^"]*)")?/g))
    content.set(name, value.replaceAll('&quot;', '"'));
  for (const [name, value] of Object.entries(fields)) content.set(name, value);
  const headers = { cookie: owner.cookie, origin: app.url };
  const answer = await fetch(app.url + path, { method: 'POST', headers, body: content });
  expect(answer.status).toBe(200);
  return answer.text();
}

const setRegistration = (registration: string) => submitForm('/office/team', 'name="registration"', { registration });

async function invite(email: string, role: Role): Promise<string> {
  const answer = await submitForm('/office/team', 'id="invited-email"', { email, role });
  expect(answer).toContain(`An invitation is on its way to ${email}.`);
  const [mail] = (await inDatabase(app.databaseUrl, 'SELECT "text" FROM notification.mails WHERE address = $1', [
    email,
  ])) as { text: string }[];
  return /\/register\?invitation=([\w-]{43})/.exec(mail?.text ?? '')?.[1] ?? '';
}

test('who may register is for the owner to say, and pages and API keep to it', async () => {
  expect(await pageAt('/')).toContain('href="/register"');
  expect(await pageAt('/sitemap.xml')).toContain('/register<');
  expect(await setRegistration('closed')).toContain('Saved. It holds from now on.');
  for (const style of styles) expectProblem(await register(app.url, style, newPerson()), 403, 'registration-closed');
  expect(await pageAt('/')).not.toContain('href="/register"');
  expect(await pageAt('/sign-in')).toContain('Nobody can register at the moment.');
  const closed = await pageAt('/register');
  expect(closed).toContain('Nobody can register at the moment.');
  expect(closed).not.toContain('name="password"');
  expect(await pageAt('/sitemap.xml')).toMatch(/\/sign-in</);
  expect(await pageAt('/sitemap.xml')).not.toContain('/register<');

  await setRegistration('invitation');
  for (const style of styles) expectProblem(await register(app.url, style, newPerson()), 403, 'invitation-needed');
  const uninvited = await pageAt('/register');
  expect(uninvited).toContain('This shop takes people by invitation.');
  expect(uninvited).not.toContain('name="password"');
  expect(await pageAt('/sitemap.xml')).not.toContain('/register<');
  expect(await pageAt('/register?invitation=made-up')).toContain('This invitation no longer works');

  const person = newPerson();
  const invitation = await invite(person.email, 'counter');
  const page = await pageAt(`/register?invitation=${invitation}`);
  expect(page).toMatch(new RegExp(`<input[^>]*readOnly=""[^>]*value="${person.email}"`, 'i'));
  const other = { ...newPerson(), invitation };
  expectProblem(await register(app.url, 'command-reply', other), 403, 'invitation-needed');
  const key = randomUUID();
  const answers = [
    await register(app.url, 'command-reply', { ...person, invitation }, key),
    await register(app.url, 'command-reply', { ...person, invitation }, key),
  ];
  expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  expect(await pageAt('/office/team', owner.cookie)).toContain(person.email);

  await setRegistration('open');
  expect((await register(app.url, 'event-notification', newPerson())).status).toBe(201);
});

test('an owner says how the shop is called, in which colour and languages, and every page follows', async () => {
  const setIdentity = (fields: Record<string, string>) => submitForm('/office/team', 'name="accent"', fields);
  const before = await pageAt('/');
  expect(before).toContain('<title>Saldo</title>');
  expect(before).toContain('Русский');
  const faulty = await setIdentity({ name: 'Kantine', accent: 'blue', first: 'en' });
  expect(faulty).toContain('A hue from 0 to 360 or a colour like #0a5c3b.');
  expect(await pageAt('/')).toContain('<title>Saldo</title>');

  expect(await setIdentity({ name: 'Kantine', accent: '30', first: 'en' })).toContain('Saved. It holds from now on.');
  const after = await pageAt('/');
  expect(after).toContain('<title>Kantine</title>');
  expect(after).toContain(accentOf('30').light.accent);
  expect(after).not.toContain('Русский');
  expect(await pageAt('/manifest.webmanifest')).toContain('"short_name":"Kantine"');
  await setIdentity({ name: '', accent: '', first: 'en', en: 'on', ru: 'on' });
  expect(await pageAt('/')).toContain('Русский');
});

const importing = (file: string, { token, key, query = '', type = 'text/csv' }: Record<string, string>) =>
  send(`${app.url}/api/office/customers/import${query}`, 'POST', {
    body: file,
    key,
    token: token ?? owner.token,
    headers: { 'content-type': type },
  });

test('customers are imported over HTTP, once for each key', async () => {
  const email = `ann.${randomUUID()}@example.com`;
  const file = `email;name;balance\n${email};Ann;12.50\n`;
  const key = randomUUID();
  const first = await importing(file, { key, query: '?sendLinks=true' });
  expect(first).toMatchObject({ status: 200, body: { created: 1, updated: 0, unchanged: 0 } });
  const repeat = await importing(file, { key, query: '?sendLinks=true' });
  expect(repeat.body).toEqual(first.body);
  expect(repeat.headers.get('idempotency-replayed')).toBe('true');
  expectProblem(await importing(file, { key }), 422, 'key-reused');
  expect((await importing(file, {})).body).toEqual({ created: 0, updated: 0, unchanged: 1 });
  const found = await send(`${app.url}/api/office/customers?query=${email}`, 'GET', { token: owner.token });
  expect(found.body.items).toMatchObject([{ email, name: 'Ann', balance: 1_250 }]);
  const login = await send(`${app.url}/api/tokens`, 'POST', { body: { email, password } });
  expectProblem(login, 401, 'wrong-credentials');
});

test('a file with faults, of another kind or of another size is refused, and so is who may not import', async () => {
  const faulty = await importing('email,name\nnobody,Ann\n', {});
  expectProblem(faulty, 400, 'invalid-csv', {
    errors: [{ line: 2, column: 'email', detail: expect.stringContaining('name@example.com') }],
  });
  expectProblem(await importing('{}', { type: 'application/json' }), 415, 'unsupported-media-type');
  const large = (bytes: number) => `email,name\n${' '.repeat(bytes)}`;
  expect((await importing(large(1_000_000), {})).status).toBe(200);
  expectProblem(await importing(large(1_100_000), {}), 413, 'body-too-large');
  const counter = await staffMember('counter');
  expectProblem(await importing('email,name\n', { token: counter.token }), 403, 'not-allowed');
});

test('customers are imported with a form', async () => {
  const path = '/office/customers/import';
  const csv = (text: string) => new File([text], 'people.csv', { type: 'text/csv' });
  const file = csv(`email,name\nbob.${randomUUID()}@example.com,Bob\n`);
  expect(await submitForm(path, 'name="file"', { file, links: 'on' })).toContain('Imported: 1 new, 0 changed');
  expect(await submitForm(path, 'name="file"', { file })).toContain('Imported: 0 new, 0 changed, 1 as they were.');
  const faulty = await submitForm(path, 'name="file"', { file: csv('email,nickname\n') });
  expect(faulty).toContain('Line 1, nickname: There is no such column.');
  const large = csv(`email\n${' '.repeat(1_050_000)}`);
  expect(await submitForm(path, 'name="file"', { file: large })).toContain('Choose a CSV file of up to 1 MB.');
});
