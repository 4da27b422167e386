import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { isAccent } from './brand/accent.ts';
import { parseDatabaseAddress } from './database-address.ts';
import { isLocale, type Locale, locales } from './i18n/locales.ts';

/** Every faulty setting at once, one line each: its name, what is wrong and how to correct it. Values of secrets are not shown. */
export class SettingsError extends Error {
  override name = 'SettingsError';
  readonly faults: readonly string[];

  constructor(faults: readonly string[]) {
    super(faults.join('\n'));
    this.faults = faults;
  }
}

/** The message of a schema says what the value must be; `parseEnv` puts the name and the fault before it. */
function text(expectation: string, accepts: (value: string) => boolean = () => true) {
  return z.string({ error: expectation }).refine(accepts, { error: expectation });
}

function wholeNumber(min: number, max: number) {
  const inRange = (value: string) => /^\d{1,9}$/.test(value) && Number(value) >= min && Number(value) <= max;
  return text(`a whole number from ${min} to ${max}`, inRange).transform(Number);
}

function databaseAddress() {
  const expectation = 'a Postgres address like postgres://user:password@localhost:5432/saldo';
  return z.string({ error: expectation }).superRefine((value, { addIssue }) => {
    try {
      parseDatabaseAddress(value);
    } catch (error) {
      addIssue(`${expectation} (${(error as Error).message})`);
    }
  });
}

/** A secret that a caller shows as a bearer token. */
function bearerToken() {
  return text('at least 16 random characters, for example of `openssl rand -hex 32`', (v) => v.length >= 16);
}

/** Scheme, host and port without a path, as a browser writes it: `https://shop.example.com`. */
function origin(example: string) {
  const isOrigin = (value: string) =>
    URL.canParse(value) &&
    /^https?:$/.test(new URL(value).protocol) &&
    new URL(value).href === `${new URL(value).origin}/`;
  return text(`an http or https address without a path, like ${example}`, isOrigin).transform((v) => new URL(v).origin);
}

/** A share from 0 to 1. */
function share() {
  return text('a number from 0 to 1', (value) => /^\d*\.?\d+$/.test(value) && Number(value) <= 1).transform(Number);
}

/** What the log writes: events of this level and above. */
export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** How customers top up: for nothing, where the shop is tried out, or with real money at the counter. */
const topUpWays = ['sandbox', 'counter'] as const;
type TopUpWay = (typeof topUpWays)[number];

const isTopUpWay = (value: string): value is TopUpWay => (topUpWays as readonly string[]).includes(value);

const currencies = new Set(Intl.supportedValuesOf('currency'));

function isTimeZone(value: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: value }).resolvedOptions().timeZone.length > 0;
  } catch {
    return false; // Intl throws at a name that it does not know
  }
}

const schema = z.object({
  DATABASE_URL: databaseAddress(),
  DATABASE_DIRECT_URL: databaseAddress().optional(),
  PORT: wholeNumber(1, 65_535).prefault('3000'),
  HOST: text('an address to listen on, like 127.0.0.1 or 0.0.0.0').default('127.0.0.1'),
  PUBLIC_URL: origin('https://shop.example.com').optional(),
  INTERNAL_URL: origin('http://127.0.0.1:3000').optional(),
  AUTH_SECRET: text('at least 32 random characters, for example of `openssl rand -base64 33`', (v) => v.length >= 32),
  CRON_SECRET: bearerToken().optional(),
  METRICS_TOKEN: bearerToken().optional(),
  METRICS_PORT: wholeNumber(1, 65_535).optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: text(
    'the http or https address of an OTLP receiver, like http://127.0.0.1:4318',
    (value) => /^https?:\/\//.test(value) && URL.canParse(value),
  ).optional(),
  OTEL_TRACES_SAMPLER_ARG: share().prefault('1'),
  OTEL_BSP_SCHEDULE_DELAY: wholeNumber(1, 600_000).prefault('5000'),
  INTERACTION_STYLE: z
    .enum(['command-reply', 'event-notification', 'event-collaboration'], {
      error: 'command-reply, event-notification or event-collaboration',
    })
    .default('event-collaboration'),
  REPLY_TIMEOUT_MS: wholeNumber(1, 600_000).prefault('10000'),
  MESSAGE_RETENTION_DAYS: wholeNumber(31, 36_500).prefault('90'),
  RESEND_API_KEY: text('the API key of a Resend account').optional(),
  EMAIL_FROM: text('a sender like Saldo <orders@example.com>', (value) => /^\S.*@\S+$/.test(value)).optional(),
  RESEND_BASE_URL: text(
    'an http or https address',
    (value) => /^https?:\/\//.test(value) && URL.canParse(value),
  ).optional(),
  SHOP_NAME: text('the name that customers see').default('Saldo'),
  SHOP_ACCENT: text('a hue from 0 to 360 or a colour like #0a5c3b', isAccent).optional(),
  SHOP_LANGUAGES: text(`one or more of ${locales.join(', ')}, the default first`, (value) =>
    value.split(',').every((part) => isLocale(part.trim())),
  )
    .transform((value) => [...new Set(value.split(',').map((part) => part.trim() as Locale))])
    .prefault(locales.join(',')),
  SHOP_CURRENCY: text('an ISO 4217 code like EUR', (value) => currencies.has(value)).default('EUR'),
  TOP_UP: text(`one or more of ${topUpWays.join(', ')}`, (value) =>
    value.split(',').every((part) => isTopUpWay(part.trim())),
  )
    .transform((value) => value.split(',').map((part) => part.trim() as TopUpWay))
    .optional(),
  SHOP_TIME_ZONE: text('an IANA name like Europe/Berlin', isTimeZone).default('UTC'),
  CANCEL_MINUTES: wholeNumber(0, 10_080).prefault('0'),
  DATEV_CONSULTANT: wholeNumber(1_001, 9_999_999).prefault('1001'),
  DATEV_CLIENT: wholeNumber(1, 99_999).prefault('1'),
  SALDO_DEMO: z.enum(['0', '1'], { error: '1 for demo mode, or nothing' }).default('0'),
  LOG_LEVEL: z.enum(logLevels, { error: `one of ${logLevels.join(', ')}` }).default('info'),
  WORKER: z.enum(['separate', 'in-process', 'on-request'], { error: 'separate, in-process or on-request' }).optional(),
  API_HOST: z.enum(['node', 'next'], { error: 'node or next' }).default('node'),
  // Set by Vercel itself.
  VERCEL: z.string().optional(),
  VERCEL_ENV: z.string().optional(),
  VERCEL_URL: z.string().optional(),
  VERCEL_PROJECT_PRODUCTION_URL: z.string().optional(),
  VERCEL_AUTOMATION_BYPASS_SECRET: z.string().optional(),
});

type Settings = z.infer<typeof schema>;
type FromVercel = 'VERCEL' | 'VERCEL_ENV' | 'VERCEL_URL' | 'VERCEL_PROJECT_PRODUCTION_URL';

/** The checked settings; `.env.example` says what each one means. */
export type Env = Readonly<
  Omit<Settings, 'PUBLIC_URL' | 'INTERNAL_URL' | 'TOP_UP' | 'SALDO_DEMO' | 'WORKER' | FromVercel> & {
    PUBLIC_URL: string;
    INTERNAL_URL: string;
    TOP_UP: readonly TopUpWay[];
    SALDO_DEMO: boolean;
    WORKER: NonNullable<Settings['WORKER']>;
  }
>;

/** Never shown. Each can also be given as `<NAME>_FILE`, a file that holds it, as Docker and Kubernetes mount secrets. */
export const secretSettings = [
  'DATABASE_URL',
  'DATABASE_DIRECT_URL',
  'AUTH_SECRET',
  'CRON_SECRET',
  'METRICS_TOKEN',
  'OTEL_EXPORTER_OTLP_HEADERS',
  'RESEND_API_KEY',
  'VERCEL_AUTOMATION_BYPASS_SECRET',
] as const;
type SecretName = (typeof secretSettings)[number];

/** Checks `source` (an empty string counts as unset) and fills in defaults. Throws a `SettingsError` that names every fault. */
export function parseEnv(source: Readonly<Record<string, string | undefined>>): Env {
  const { given, unreadable } = readSecretFiles(source);
  const parsed = schema.safeParse(given);
  const faults = (parsed.error?.issues ?? []).flatMap(({ path, message }) => {
    const name = path.join('.');
    if (unreadable.has(name)) return [];
    if (given[name] === undefined) return `${name} is missing: set it to ${message}`;
    const shown = (secretSettings as readonly string[]).includes(name) ? '' : ` (now "${given[name]}")`;
    return `${name} is wrong${shown}: set it to ${message}`;
  });
  if (given.RESEND_API_KEY !== undefined && given.EMAIL_FROM === undefined) {
    faults.push('EMAIL_FROM is missing: RESEND_API_KEY needs a sender, like Saldo <orders@example.com>');
  }
  if (given.METRICS_PORT !== undefined && given.METRICS_TOKEN === undefined && !unreadable.has('METRICS_TOKEN')) {
    faults.push('METRICS_TOKEN is missing: METRICS_PORT needs a token that whoever reads the metrics shows');
  }
  faults.unshift(...unreadable.values());
  if (!parsed.success || faults.length > 0) throw new SettingsError(faults);
  const { VERCEL, VERCEL_ENV, VERCEL_URL, VERCEL_PROJECT_PRODUCTION_URL, ...data } = parsed.data;
  // The address of a single deployment asks visitors to sign in to Vercel, unless a secret is shown; that of production does not.
  const deployment = VERCEL_URL && `https://${VERCEL_URL}`;
  const production =
    VERCEL_ENV === 'production' && VERCEL_PROJECT_PRODUCTION_URL && `https://${VERCEL_PROJECT_PRODUCTION_URL}`;
  const internal = data.VERCEL_AUTOMATION_BYPASS_SECRET ? deployment : production || deployment;
  return {
    ...data,
    PUBLIC_URL: data.PUBLIC_URL ?? (production || deployment || `http://localhost:${data.PORT}`),
    INTERNAL_URL: data.INTERNAL_URL ?? (internal || `http://127.0.0.1:${data.PORT}`),
    TOP_UP: data.TOP_UP ?? [data.SALDO_DEMO === '1' ? 'sandbox' : 'counter'],
    SALDO_DEMO: data.SALDO_DEMO === '1',
    WORKER: data.WORKER ?? (VERCEL ? 'on-request' : 'separate'),
  };
}

/** One secret of `source`, given itself or in a file; undefined where it is not set. Throws a `SettingsError`. */
export function secretOf(source: Readonly<Record<string, string | undefined>>, name: SecretName): string | undefined {
  const { given, unreadable } = readSecretFiles(source);
  const fault = unreadable.get(name);
  if (fault !== undefined) throw new SettingsError([fault]);
  return given[name];
}

/**
 * What is set in `source` (an empty string counts as unset) and the secrets that files hold, without the line break at their end; and
 * what is wrong with a file, by the secret.
 */
function readSecretFiles(source: Readonly<Record<string, string | undefined>>) {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const unreadable = new Map<string, string>();
  for (const name of secretSettings) {
    const file = given[`${name}_FILE`];
    if (file === undefined) continue;
    if (given[name] !== undefined) unreadable.set(name, `${name} and ${name}_FILE are both set: remove one of them`);
    else
      try {
        given[name] = readFileSync(file, 'utf8').trimEnd();
        if (given[name] === '') unreadable.set(name, `${name}_FILE is wrong (now "${file}"): the file is empty`);
      } catch (error) {
        unreadable.set(name, `${name}_FILE is wrong (now "${file}"): ${(error as Error).message}`);
      }
  }
  return { given, unreadable };
}

let parsedOnce: Env | undefined;

/**
 * The settings of this process, read from `process.env` at the first call. Call it inside functions, never while a module
 * loads: the build runs without any setting.
 */
export function env(): Env {
  parsedOnce ??= parseEnv(process.env);
  return parsedOnce;
}
