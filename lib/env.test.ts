import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { parseEnv, SettingsError } from '#lib/env';
import { temporaryFolder } from '#scripts/testing/temporary';

const required = { DATABASE_URL: 'postgres://saldo@localhost/saldo', AUTH_SECRET: 's'.repeat(32) };

function faultsOf(source: Record<string, string>): readonly string[] {
  try {
    parseEnv(source);
  } catch (error) {
    if (error instanceof SettingsError) return error.faults;
    throw error;
  }
  return [];
}

test('fills in what is not set, addresses after the port', () => {
  expect(parseEnv({ ...required, PORT: '8080' })).toEqual({
    ...required,
    PORT: 8080,
    HOST: '127.0.0.1',
    PUBLIC_URL: 'http://localhost:8080',
    INTERNAL_URL: 'http://127.0.0.1:8080',
    INTERACTION_STYLE: 'event-collaboration',
    REPLY_TIMEOUT_MS: 10_000,
    MESSAGE_RETENTION_DAYS: 90,
    SHOP_NAME: 'Saldo',
    SHOP_LANGUAGES: ['en', 'ru'],
    SHOP_CURRENCY: 'EUR',
    TOP_UP: ['counter'],
    SHOP_TIME_ZONE: 'UTC',
    CANCEL_MINUTES: 0,
    DATEV_CONSULTANT: 1_001,
    DATEV_CLIENT: 1,
    SALDO_DEMO: false,
    LOG_LEVEL: 'info',
    WORKER: 'separate',
    API_HOST: 'node',
    OTEL_TRACES_SAMPLER_ARG: 1,
    OTEL_BSP_SCHEDULE_DELAY: 5_000,
  });
});

test('on Vercel requests do the work, and the addresses are those of the deployment', () => {
  const preview = { ...required, VERCEL: '1', VERCEL_ENV: 'preview', VERCEL_URL: 'saldo-abc.vercel.app' };
  expect(parseEnv(preview)).toMatchObject({
    WORKER: 'on-request',
    PUBLIC_URL: 'https://saldo-abc.vercel.app',
    INTERNAL_URL: 'https://saldo-abc.vercel.app',
  });
  const production = { ...preview, VERCEL_ENV: 'production', VERCEL_PROJECT_PRODUCTION_URL: 'shop.example.com' };
  expect(parseEnv(production)).toMatchObject({
    PUBLIC_URL: 'https://shop.example.com',
    INTERNAL_URL: 'https://shop.example.com',
  });
  // The secret lets call-backs through to the very deployment that makes them.
  expect(parseEnv({ ...production, VERCEL_AUTOMATION_BYPASS_SECRET: 'bypass' })).toMatchObject({
    PUBLIC_URL: 'https://shop.example.com',
    INTERNAL_URL: 'https://saldo-abc.vercel.app',
  });
  expect(parseEnv({ ...preview, WORKER: 'separate', PUBLIC_URL: 'https://shop.example.com' })).toMatchObject({
    WORKER: 'separate',
    API_HOST: 'node',
    PUBLIC_URL: 'https://shop.example.com',
  });
});

test('gives money away in demo mode only, unless the shop says otherwise', () => {
  expect(parseEnv(required).TOP_UP).toEqual(['counter']);
  expect(parseEnv({ ...required, SALDO_DEMO: '1' }).TOP_UP).toEqual(['sandbox']);
  expect(parseEnv({ ...required, SALDO_DEMO: '1', TOP_UP: 'counter' }).TOP_UP).toEqual(['counter']);
  expect(parseEnv({ ...required, TOP_UP: 'counter, sandbox' }).TOP_UP).toEqual(['counter', 'sandbox']);
  expect(faultsOf({ ...required, TOP_UP: 'free' })).toEqual([
    expect.stringMatching(/^TOP_UP is wrong .*sandbox, counter/),
  ]);
});

test('takes an empty value as not set', () => {
  expect(parseEnv({ ...required, PORT: '', SHOP_CURRENCY: '', RESEND_API_KEY: '' })).toMatchObject({
    PORT: 3000,
    SHOP_CURRENCY: 'EUR',
  });
  expect(faultsOf({ ...required, AUTH_SECRET: '' })).toEqual([expect.stringMatching(/^AUTH_SECRET is missing: /)]);
});

test('reads a secret from the file that is named, without the line break at its end', () => {
  const file = path.join(temporaryFolder(), 'secret');
  writeFileSync(file, `${'f'.repeat(40)}\n`);
  const { AUTH_SECRET: _, ...others } = required;
  expect(parseEnv({ ...others, AUTH_SECRET_FILE: file }).AUTH_SECRET).toBe('f'.repeat(40));
  expect(faultsOf({ ...others, AUTH_SECRET_FILE: `${file}.missing` })).toEqual([
    expect.stringMatching(/^AUTH_SECRET_FILE is wrong \(now ".*\.missing"\): ENOENT/),
  ]);
  writeFileSync(`${file}.empty`, '\n');
  expect(faultsOf({ ...others, AUTH_SECRET_FILE: `${file}.empty` })).toEqual([
    `AUTH_SECRET_FILE is wrong (now "${file}.empty"): the file is empty`,
  ]);
  expect(faultsOf({ ...required, AUTH_SECRET_FILE: file })).toEqual([
    'AUTH_SECRET and AUTH_SECRET_FILE are both set: remove one of them',
  ]);
});

test('names all faults at once, one line each', () => {
  const faults = faultsOf({
    AUTH_SECRET: 'short',
    PORT: '70000',
    PUBLIC_URL: 'shop.example.com/x',
    SHOP_CURRENCY: 'EURO',
    LOG_LEVEL: 'loud',
  });
  expect(faults.map((fault) => fault.split(':')[0])).toEqual([
    'DATABASE_URL is missing',
    'PORT is wrong (now "70000")',
    'PUBLIC_URL is wrong (now "shop.example.com/x")',
    'AUTH_SECRET is wrong',
    'SHOP_CURRENCY is wrong (now "EURO")',
    'LOG_LEVEL is wrong (now "loud")',
  ]);
});

test('takes the look of the shop, and refuses what is none', () => {
  const look = { SHOP_ACCENT: '#2244cc', SHOP_LANGUAGES: 'ru, en,ru' };
  expect(parseEnv({ ...required, ...look })).toMatchObject({ SHOP_ACCENT: '#2244cc', SHOP_LANGUAGES: ['ru', 'en'] });
  expect(parseEnv({ ...required, SHOP_LANGUAGES: 'ru' }).SHOP_LANGUAGES).toEqual(['ru']);
  expect(faultsOf({ ...required, SHOP_ACCENT: 'green', SHOP_LANGUAGES: 'en,de' })).toHaveLength(2);
});

test('never shows the value of a secret', () => {
  const faults = faultsOf({ DATABASE_URL: 'mysql://root:hunter2@db/shop', AUTH_SECRET: 'hunter2' });
  expect(faults).toHaveLength(2);
  expect(faults.join()).not.toContain('hunter2');
});

test('says in one line what is wrong with an address of the database', () => {
  expect(faultsOf({ ...required, DATABASE_URL: 'postgres://ann:hunter2@one,two:x/saldo' })).toEqual([
    'DATABASE_URL is wrong: set it to a Postgres address like postgres://user:password@localhost:5432/saldo (host 2 is not like db.example.com:5432)',
  ]);
});

test('needs a sender as soon as mail is really sent', () => {
  expect(faultsOf({ ...required, RESEND_API_KEY: 're_key' })).toEqual([
    expect.stringMatching(/^EMAIL_FROM is missing/),
  ]);
  expect(faultsOf({ ...required, RESEND_API_KEY: 're_key', EMAIL_FROM: 'Saldo <orders@example.com>' })).toEqual([]);
});

test('shows metrics on a port of their own only to whoever has the token', () => {
  expect(faultsOf({ ...required, METRICS_PORT: '9464' })).toEqual([expect.stringMatching(/^METRICS_TOKEN is missing/)]);
  expect(faultsOf({ ...required, METRICS_PORT: '9464', METRICS_TOKEN: 'm'.repeat(16) })).toEqual([]);
});

test('knows the time zone of the shop by its name', () => {
  expect(parseEnv({ ...required, SHOP_TIME_ZONE: 'Europe/Berlin' }).SHOP_TIME_ZONE).toBe('Europe/Berlin');
  expect(() => parseEnv({ ...required, SHOP_TIME_ZONE: 'Berlin' })).toThrow(
    'SHOP_TIME_ZONE is wrong (now "Berlin"): set it to an IANA name like Europe/Berlin',
  );
});

test('takes a share of the traces from 0 to 1', () => {
  for (const [given, share] of [
    ['0', 0],
    ['.25', 0.25],
    ['1.0', 1],
  ] as const)
    expect(parseEnv({ ...required, OTEL_TRACES_SAMPLER_ARG: given }).OTEL_TRACES_SAMPLER_ARG).toBe(share);
  for (const wrong of ['1.1', '-1', '10%', '1e-1'])
    expect(faultsOf({ ...required, OTEL_TRACES_SAMPLER_ARG: wrong })).toHaveLength(1);
});

test('takes public addresses as origins, with or without the last slash', () => {
  expect(parseEnv({ ...required, PUBLIC_URL: 'https://Shop.example.com/' }).PUBLIC_URL).toBe(
    'https://shop.example.com',
  );
  expect(faultsOf({ ...required, PUBLIC_URL: 'https://shop.example.com/app' })).toHaveLength(1);
  expect(faultsOf({ ...required, PUBLIC_URL: 'https://user:pw@shop.example.com' })).toHaveLength(1);
});
