import type pg from 'pg';

/** The oldest major version of Postgres that Saldo works with. CI tests it, and the README names it. */
export const OLDEST_POSTGRES = 14;

/** One line that says why Saldo cannot use the server of this open connection; undefined if it can. */
export async function tooOldServer(client: pg.Client): Promise<string | undefined> {
  const { rows } = await client.query<{ number: string; version: string }>(
    `SELECT current_setting('server_version_num') AS number, current_setting('server_version') AS version`,
  );
  const [server] = rows;
  if (server && Number(server.number) >= OLDEST_POSTGRES * 10_000) return undefined;
  return `Saldo needs Postgres ${OLDEST_POSTGRES} or newer; the server at ${client.host}:${client.port} runs ${server?.version}`;
}
