import autocannon from 'autocannon';

/** One request of a client. */
export interface Ask {
  method: 'GET' | 'POST';
  path: string;
  token?: string;
  body?: object;
  idempotencyKey?: string;
}

export interface Answered {
  /** Seconds from the first request to the last answer. */
  elapsed: number;
  /** How long each answer took. */
  milliseconds: number[];
}

/** A client of autocannon that can be told not to send more than it has, so that the load ends with an answer to every request. */
type Client = autocannon.Client & { responseMax: number };

const NO_MORE = 1;
const AN_HOUR = 3_600;

/**
 * Keeps one request of each client under way for `seconds`, over kept connections that are spread over the origins. Throws unless every answer is
 * a success.
 */
export async function httpLoad(
  origins: string[],
  clients: number,
  seconds: number,
  next: () => Ask,
): Promise<Answered> {
  const milliseconds: number[] = [];
  const statuses = new Map<number, number>();
  const running: Client[] = [];
  const started = performance.now();
  let last = started;
  const options: autocannon.Options = {
    url: origins as never, // an array spreads the connections, which the types do not know
    connections: clients,
    duration: AN_HOUR,
    sampleInt: 20,
    timeout: 60,
    setupClient: (client) => running.push(client as Client),
    requests: [{ setupRequest: (request) => ({ ...request, ...written(next()) }) }],
  };
  const timer = setTimeout(() => {
    for (const client of running) client.responseMax = NO_MORE;
  }, seconds * 1_000);
  const { errors } = await new Promise<autocannon.Result>((resolve, reject) => {
    const load = autocannon(options, (error, result) => (error ? reject(error) : resolve(result)));
    load.on('response', (_client, status, _bytes, took) => {
      last = performance.now();
      milliseconds.push(took);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    });
  });
  clearTimeout(timer);
  const failed = [...statuses].filter(([status]) => status >= 300);
  if (errors > 0 || failed.length > 0)
    throw new Error(
      `${errors} requests broke, and answers with ${failed.map(([status, count]) => `${status} (${count} ×)`)}`,
    );
  return { elapsed: (last - started) / 1_000, milliseconds };
}

function written({ method, path, token, body, idempotencyKey }: Ask): autocannon.Request {
  return {
    method,
    path,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  };
}
