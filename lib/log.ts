import { stripVTControlCharacters } from 'node:util';
import { type DestinationStream, type Logger, pino } from 'pino';
import { activity } from './activity.ts';
import { logLevels, secretSettings } from './env.ts';
import { processWide } from './process-wide.ts';
import { currentTrace } from './tracing.ts';

/** Properties whose values are never written, wherever they stand in the first three levels of what is logged. */
const secrets = ['authorization', 'cookie', '["set-cookie"]', 'password', 'passwordHash', 'token', 'secret', 'apiKey'];
const secretPaths = [...secrets, ...secretSettings].flatMap((name) => {
  const below = name.startsWith('[') ? name : `.${name}`;
  return [name, `*${below}`, `*.*${below}`];
});

/**
 * The log of this process: one JSON line per event on stderr, from `LOG_LEVEL` up. Pass an error as `err`, which keeps
 * its stack, and never pass the body of a message: `log.error({ err }, 'request failed')`. The request, its correlation
 * id and its trace are added.
 */
export const log: Logger = processWide('log', () => {
  // Whoever reads the log may end before this process does. A failed write would be reported, the report would fail, and so on for ever.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  return createLog(process.stderr);
});

/**
 * Turns what Next and libraries print with `console.error` and `console.warn` into lines of the log. They would print an error with everything
 * that it carries: the parameters of a statement, the values of a row.
 */
export function logConsole(): void {
  for (const level of ['error', 'warn'] as const)
    console[level] = (...told: unknown[]) => {
      const errors = told.flatMap(errorsIn);
      const text = stripVTControlCharacters(told.filter((part) => typeof part === 'string').join(' ')).trim();
      const facts = errors.length > 1 ? { err: new AggregateError(errors) } : { err: errors[0] };
      log[level](facts, withoutSecrets(text) || 'told by the console');
    };
}

/** An error, or those that an object holds. */
const errorsIn = (part: unknown): Error[] =>
  part instanceof Error ? [part] : Object.values(part ?? {}).filter((value) => value instanceof Error);

/** A log that writes to `destination`. */
export function createLog(destination: DestinationStream): Logger {
  // `env` checks the setting; a log must work before, and where the settings are wrong.
  const level = logLevels.find((name) => name === process.env.LOG_LEVEL) ?? 'info';
  return pino(
    {
      level,
      base: { service: 'saldo', pid: process.pid },
      messageKey: 'message',
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
      serializers: { err: (error: unknown) => described(error) },
      redact: secretPaths,
      mixin: () => {
        const { requestId, correlationId, correlationIds } = activity() ?? {};
        return { requestId, correlationId, correlationIds, ...currentTrace() };
      },
    },
    destination,
  );
}

/** Deeper causes are left out: a chain that is longer than this goes in a circle. */
const MAX_CAUSES = 5;

/**
 * What is written of an error. Other properties stay out, because Postgres puts the values of a row into some of them,
 * and Drizzle the parameters of a statement.
 */
function described(error: unknown, causes = 0): unknown {
  if (!(error instanceof Error))
    return withoutSecrets(typeof error === 'string' ? error : `not an error: ${typeof error}`);
  const { name, message, stack = '', cause, code, constraint, errors } = error as Error & Record<string, unknown>;
  const more = causes < MAX_CAUSES;
  return {
    type: name,
    message: withoutSecrets(message),
    stack: withoutSecrets(stack),
    code,
    constraint,
    cause: cause !== undefined && more ? described(cause, causes + 1) : undefined,
    errors: Array.isArray(errors) && more ? errors.map((each) => described(each, causes + 1)) : undefined,
  };
}

/** Drizzle writes the parameters of a failed statement into its message; an address may name a user and a password. */
function withoutSecrets(text: string): string {
  return text
    .replace(/\nparams: [\s\S]*?(?=\n {4}at |$)/g, '\nparams: [Redacted]')
    .replace(/(\w:\/\/)[^@\s/]*@/g, '$1[Redacted]@');
}
