import { accessSync, constants, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Env, parseEnv, SettingsError, secretOf } from '#lib/env';
import { keptSecret } from '#scripts/launcher/auth-secret';
import { buildWhenChanged } from '#scripts/launcher/build';
import { prepareDatabase } from '#scripts/launcher/database-preparation';
import { endOrphans, openRunRecord, type RunRecord } from '#scripts/launcher/run-record';
import { startStack } from '#scripts/launcher/stack';
import { stopSignal } from '#scripts/launcher/stop-signal';
import { createDatabase, hasDatabase } from '#scripts/postgres/databases';
import { requireDatabase } from '#scripts/postgres/reach';
import { supervisePostgres } from '#scripts/postgres/supervised';
import { requireListening } from '#scripts/processes/ports';
import { withProgress } from '#scripts/processes/progress';
import { StartupFailure } from '#scripts/processes/startup-failure';

type Mode = 'production' | 'development';

/** In the working directory, which npm sets to the project. */
const dataFolder = path.resolve('.saldo');
const runFolder = path.join(dataFolder, 'run');
/** Holds the address of the database, for `npm run audit` and `npm run operator`. */
const databaseUrlFile = path.join(runFolder, 'database-url');
const log = (line: string) => console.log(line);

/**
 * Runs the whole application until a signal stops it, with an embedded Postgres unless DATABASE_URL is set. The exit
 * code is 0 after a stop, and 1 with one clear message if the application cannot start. Nothing is left running in
 * either case.
 */
export async function launch(mode: Mode): Promise<void> {
  // The reader of the output may go away; the shop stays open.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  let record: RunRecord | undefined;
  const signal = stopSignal(() => {
    record?.killAll();
    process.exit(1);
  });
  try {
    const settings = readSettings();
    await endOrphans(runFolder, log);
    record = openRunRecord(runFolder);
    await run(mode, settings, record, signal);
  } catch (error) {
    if (!signal.aborted) {
      explain(error);
      process.exitCode = 1;
    }
  } finally {
    record?.close();
  }
  if (signal.aborted) log('Saldo has stopped.');
  process.exit();
}

async function run(mode: Mode, settings: Env, record: RunRecord, signal: AbortSignal): Promise<void> {
  await using started = new AsyncDisposableStack();
  await requireListening(settings.PORT, settings.HOST);

  let databaseUrl = secretOf(process.env, 'DATABASE_URL');
  if (databaseUrl) {
    await requireDatabase(databaseUrl);
  } else {
    const { url, server } = await withProgress('Starting Postgres', log, () =>
      supervisePostgres(path.join(dataFolder, 'postgres'), log),
    );
    started.defer(() => server.stop());
    databaseUrl = url.replace(/\/postgres$/, '/saldo');
    if (!(await hasDatabase(url, 'saldo'))) await createDatabase(url, 'saldo');
  }
  writeFileSync(databaseUrlFile, databaseUrl, { mode: 0o600 });
  started.defer(() => rmSync(databaseUrlFile, { force: true }));
  // The seed, web and worker inherit these settings.
  Object.assign(process.env, {
    DATABASE_URL: databaseUrl,
    DATABASE_URL_FILE: '',
    AUTH_SECRET: settings.AUTH_SECRET,
    AUTH_SECRET_FILE: '',
    HOST: settings.HOST,
    SALDO_DEMO: settings.SALDO_DEMO ? '1' : '0',
  });

  if (mode === 'production') await buildWhenChanged({ log, signal });
  signal.throwIfAborted();
  const demo = settings.SALDO_DEMO ? { demoAccountsFile: path.join(dataFolder, 'demo-accounts.json') } : {};
  const accounts = await withProgress('Preparing the database', log, () =>
    prepareDatabase({ databaseUrl: databaseUrl as string, ...demo }),
  );
  signal.throwIfAborted();
  const stack = await withProgress('Starting web and worker', log, () =>
    startStack({
      databaseUrl: databaseUrl as string,
      port: settings.PORT,
      env: {},
      log,
      mode,
      signal,
      onSpawn: record.add,
    }),
  );
  started.defer(() => stack.stop());
  signal.throwIfAborted();

  log(`${settings.SHOP_NAME} is open at ${settings.PUBLIC_URL} (Ctrl-C stops it)`);
  if (accounts.length > 0) {
    log('Demo accounts, created at the first start:');
    for (const { role, email, password } of accounts) log(`  ${role.padEnd(10)} ${email.padEnd(28)} ${password}`);
  }
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
  log('Stopping …');
}

/** The settings from `.env` and the environment, with a stored secret if none is set. Creates the data folder. */
function readSettings(): Env {
  if (existsSync('.env')) process.loadEnvFile();
  try {
    mkdirSync(runFolder, { recursive: true });
    accessSync(dataFolder, constants.W_OK);
    accessSync(runFolder, constants.W_OK);
  } catch (error) {
    throw new StartupFailure(`Cannot write to ${dataFolder} (${(error as Error).message}): make it writable.`);
  }
  const isEmbedded = secretOf(process.env, 'DATABASE_URL') === undefined;
  const hasSecret = secretOf(process.env, 'AUTH_SECRET') !== undefined;
  const settings = parseEnv({
    ...process.env,
    // A placeholder until the embedded Postgres has started and has an address.
    ...(isEmbedded && { DATABASE_URL: 'postgres://127.0.0.1/saldo' }),
    ...(!hasSecret && { AUTH_SECRET: keptSecret(path.join(dataFolder, 'auth-secret')) }),
  });
  // Demo mode shows everybody's mail, so no other machine may reach it.
  const isDemo = isEmbedded && settings.RESEND_API_KEY === undefined;
  if (isDemo && settings.HOST !== '127.0.0.1') {
    log(
      `Demo mode listens on 127.0.0.1, not on HOST ${settings.HOST}: set RESEND_API_KEY or DATABASE_URL to leave it.`,
    );
  }
  return { ...settings, SALDO_DEMO: isDemo, HOST: isDemo ? '127.0.0.1' : settings.HOST };
}

function explain(error: unknown): void {
  if (error instanceof SettingsError) {
    console.error(`Saldo cannot start, its settings must be corrected (.env or environment):\n${error.message}`);
  } else if (error instanceof StartupFailure) {
    console.error(`Saldo cannot start. ${error.message}`);
  } else {
    console.error('Saldo cannot start because of an unexpected error:', error);
  }
}
