import { setTimeout as delay } from 'node:timers/promises';
import type pg from 'pg';
import { env } from '#lib/env';
import { newId } from '#lib/ids';
import { log } from '#lib/log';
import { processWide, takeProcessWide } from '#lib/process-wide';
import { connect } from './connect.ts';
import { pool, prepared } from './pool.ts';

/**
 * `work`: a queue has new jobs. `reply`: a reply was recorded under a correlation id. `user`: something of a user
 * changed. `session`: a user was signed out somewhere. `catalogue`: what the shop offers changed. `counter`: something changed that the
 * counter shows.
 */
export interface Signal {
  topic: 'work' | 'reply' | 'user' | 'session' | 'catalogue' | 'counter';
  /** Queue name, correlation id or user id; of the catalogue and the counter, of which there is one, always the same. */
  key: string;
}

/**
 * Called with the keys of one topic, or with null if signals may have been missed because the connection was not open.
 */
type Listener = (keys: string[] | null) => void;

const CHANNEL = 'saldo_signals';
/** After a failover a process hears signals again within this time. */
const RECONNECT_DELAY_MS = 100;
const ECHO_TIMEOUT_MS = 2_000;
/** How long the last signals may take at the end of a process. */
const CLOSE_MS = 1_000;
/** When signals that came while others failed are sent. */
const RETRY_MS = 1_000;
/** How long a change of what pages show waits for others. */
const GATHERED_MS = 20;
/** How late an open page learns of a change where signals announce nothing. */
const DEAF_REFETCH_MS = 2_000;
const PAYLOAD_LIMIT = 7_000; // Postgres refuses payloads of 8 000 bytes and more

/**
 * Whether the signals of other processes arrive here. Where processes live only as long as their requests, no connection is held open for
 * that, and nobody is told.
 */
const hearsOthers = (): boolean => env().WORKER !== 'on-request';

interface Hub {
  readonly processId: string;
  readonly listeners: Map<Signal['topic'], Set<Listener>>;
  readonly outgoing: Map<string, Signal>;
  sending: boolean;
  /** Sends what need not be sent at once. */
  later?: NodeJS.Timeout | undefined;
  closed: boolean;
  isSubscribing: boolean;
  /** Nothing is heard: there is no subscription, or it is behind a pooler that shares connections between clients. */
  isDeaf: boolean;
  subscription?: pg.Client;
}

const hub = (): Hub =>
  processWide('signals', () => ({
    processId: newId(),
    listeners: new Map(),
    outgoing: new Map(),
    sending: false,
    closed: false,
    isSubscribing: false,
    isDeaf: !hearsOthers(),
  }));

/**
 * Signals this process at once and the others by `pg_notify`, with at most one statement under way. It is called after
 * the commit, because a `pg_notify` inside it would serialise all commits. A signal may be lost: its receivers then
 * wait until they poll.
 */
export function sendSignals(signals: Signal[]): void {
  if (signals.length === 0) return;
  deliver(signals);
  if (!hearsOthers()) return;
  const state = hub();
  // A worker handles its own messages; the others look for work at intervals.
  const told = signals.filter(({ topic }) => topic !== 'work' || !state.listeners.get('work')?.size);
  for (const signal of told) state.outgoing.set(`${signal.topic} ${signal.key}`, signal);
  if (told.some(({ topic }) => isUrgent[topic])) void flush(state);
  else if (told.length > 0) flushLater(state, GATHERED_MS);
}

function flushLater(state: Hub, milliseconds: number): void {
  state.later ??= setTimeout(() => void flush(state), milliseconds).unref();
}

/** Somebody waits for a reply, and work goes on at once; pages may show a change a moment later, with others that come meanwhile. */
const isUrgent: Record<Signal['topic'], boolean> = {
  work: true,
  reply: true,
  session: true,
  user: false,
  catalogue: false,
  counter: false,
};

/** Calls `listener` for every signal of a topic, whichever process sent it. Returns a function that stops this. */
export function onSignal(topic: Signal['topic'], listener: Listener): () => void {
  const state = hub();
  const listeners = state.listeners.get(topic) ?? new Set();
  state.listeners.set(topic, listeners.add(listener));
  if (!state.isSubscribing && hearsOthers()) {
    state.isSubscribing = true;
    void subscribe(state);
  }
  return () => listeners.delete(listener);
}

/**
 * How often to look for what signals would announce, while somebody waits for it. They announce nothing where DATABASE_URL
 * leads through a pooler and DATABASE_DIRECT_URL is not set, or where nobody listens; otherwise they may be lost, but rarely.
 */
export const pollIntervalMs = (): number => (hub().isDeaf ? 50 : 1_000);

/** Sends what is left to send, and ends the subscription of this process. */
export async function closeSignals(): Promise<void> {
  const state = takeProcessWide<Hub>('signals');
  if (!state) return;
  void flush(state);
  const giveUpAt = Date.now() + CLOSE_MS;
  while (state.sending && Date.now() < giveUpAt) await delay(1);
  clearTimeout(state.later);
  state.closed = true;
  await state.subscription?.end().catch(() => {}); // already gone is as good as ended
}

function deliver(signals: Signal[]): void {
  for (const [topic, listeners] of hub().listeners) {
    const keys = signals.filter((signal) => signal.topic === topic).map((signal) => signal.key);
    if (keys.length > 0) for (const listener of listeners) call(listener, keys);
  }
}

/** A receiver that fails must not fail its sender, whose transaction is committed. */
function call(listener: Listener, keys: string[] | null): void {
  try {
    listener(keys);
  } catch (error) {
    log.error({ err: error }, 'the receiver of a signal failed');
  }
}

async function flush(state: Hub): Promise<void> {
  clearTimeout(state.later);
  state.later = undefined;
  if (state.sending) return;
  state.sending = true;
  try {
    while (state.outgoing.size > 0 && !state.closed) {
      const payloads = chunk(state.processId, [...state.outgoing.values()]);
      state.outgoing.clear();
      await pool().query(
        prepared('SELECT pg_notify($1, payload) FROM unnest($2::text[]) AS payload', [CHANNEL, payloads]),
      );
    }
  } catch (error) {
    log.warn({ err: error }, 'signals not sent; receivers will poll');
  } finally {
    state.sending = false;
    if (state.outgoing.size > 0 && !state.closed) flushLater(state, RETRY_MS);
  }
}

function chunk(processId: string, signals: Signal[]): string[] {
  const perPayload = Math.floor(PAYLOAD_LIMIT / 100); // a signal is at most about 90 bytes
  const payloads: string[] = [];
  for (let start = 0; start < signals.length; start += perPayload)
    payloads.push(JSON.stringify({ from: processId, signals: signals.slice(start, start + perPayload) }));
  return payloads;
}

async function subscribe(state: Hub): Promise<void> {
  for (let failures = 0; !state.closed; ) {
    try {
      await listen(state);
      failures = 0;
    } catch (error) {
      if (!state.closed && failures++ === 0) log.warn({ err: error }, 'cannot listen for signals; trying again');
    }
    await state.subscription?.end().catch(() => {}); // already gone is as good as ended
    if (!state.closed) await delay(RECONNECT_DELAY_MS);
  }
}

/** Listens until the connection is lost. */
async function listen(state: Hub): Promise<void> {
  const { DATABASE_URL, DATABASE_DIRECT_URL } = env();
  const client = await connect(DATABASE_DIRECT_URL ?? DATABASE_URL, {
    application_name: 'saldo-signals',
    keepAlive: true,
    keepAliveInitialDelayMillis: 5_000,
    connectionTimeoutMillis: 10_000,
  });
  state.subscription = client;
  const lost = new Promise<void>((resolve) => {
    client.on('end', resolve);
    client.on('error', () => resolve());
  });
  if (state.closed) return;
  const heard = new Promise<void>((resolve) => {
    client.on('notification', ({ payload = '' }) => {
      resolve();
      const { from, signals } = JSON.parse(payload) as { from: string; signals: Signal[] };
      if (from !== state.processId) deliver(signals);
    });
  });
  await client.query(`LISTEN ${CHANNEL}`);
  // Signals that were sent before this moment did not arrive.
  callAll(state);
  state.isDeaf = !(await hearsItself(state, heard, lost));
  if (state.isDeaf) {
    log.warn(
      'signals do not get through DATABASE_URL, so this process polls: set DATABASE_DIRECT_URL to the database itself',
    );
    const refetching = setInterval(() => callAll(state), DEAF_REFETCH_MS).unref();
    await Promise.race([heard, lost]); // a busy server may only have been slow
    clearInterval(refetching);
    state.isDeaf = false;
  }
  await lost;
}

/** Sends a signal through the pool and waits for it, unless the connection is lost meanwhile. */
async function hearsItself({ processId }: Hub, heard: Promise<void>, lost: Promise<void>): Promise<boolean> {
  await pool().query(prepared('SELECT pg_notify($1, $2)', [CHANNEL, JSON.stringify({ from: processId, signals: [] })]));
  return Promise.race([Promise.race([heard, lost]).then(() => true), delay(ECHO_TIMEOUT_MS, false, { ref: false })]);
}

/** Tells every receiver that it may have missed signals. */
function callAll({ listeners }: Hub): void {
  for (const ofTopic of listeners.values()) for (const listener of ofTopic) call(listener, null);
}
