import { superuserUrl } from '#scripts/postgres/cluster';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '#scripts/postgres/embedded';
import { freePort } from '#scripts/processes/ports';
import { type Run, type Supervised, supervise } from '#scripts/processes/supervise';

/** Starts the embedded Postgres, and restarts it at the same address whenever it ends unasked. */
export async function supervisePostgres(
  dataDir: string,
  log: (line: string) => void,
): Promise<{ url: string; server: Supervised }> {
  const port = await freePort();
  const server = supervise('Postgres', () => launchPostgres(dataDir, port), log);
  await server.ready;
  return { url: superuserUrl(dataDir, port), server };
}

function launchPostgres(dataDir: string, port: number): Run {
  const starting = startEmbeddedPostgres({ dataDir, port });
  let running: EmbeddedPostgres | undefined;
  return {
    get pid() {
      return running?.pid;
    },
    ready: starting.then((started) => {
      running = started;
    }),
    ended: starting
      .then((started) => started.exited)
      .then(
        () => 'its process is gone',
        () => 'it did not start',
      ),
    end: () =>
      starting.then(
        (started) => started.stop(),
        () => undefined,
      ),
  };
}
