import { copyFileSync, mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { connect } from '#lib/db/connect';
import { clusterFiles } from '#scripts/postgres/cluster';

/** What a copy must not have, or makes for itself. */
const NOT_COPIED = ['postmaster.pid', 'postmaster.opts', 'pg_wal', 'pg_replslot', 'pg_stat_tmp'];

/**
 * Makes `standbyDir` the data folder of a standby of the server at `primaryUrl`, which runs on: by its functions for backups,
 * because the embedded Postgres brings no `pg_basebackup`. What was there is deleted.
 */
export async function cloneAsStandby(primaryUrl: string, primaryDir: string, standbyDir: string): Promise<void> {
  const [from, to] = [clusterFiles(primaryDir), clusterFiles(standbyDir)];
  rmSync(to.cluster, { recursive: true, force: true });
  mkdirSync(standbyDir, { recursive: true, mode: 0o700 });
  copyFileSync(from.password, to.password);
  const client = await connect(primaryUrl, { application_name: 'saldo-clone' });
  try {
    await client.query("SELECT pg_backup_start('clone', fast => true)");
    copy(from.cluster, to.cluster, NOT_COPIED);
    const { rows } = await client.query<{ labelfile: string }>('SELECT labelfile FROM pg_backup_stop(false)');
    writeFileSync(path.join(to.cluster, 'backup_label'), rows[0]?.labelfile ?? '');
  } finally {
    await client.end();
  }
  for (const folder of ['pg_wal/archive_status', 'pg_wal/summaries', 'pg_replslot', 'pg_stat_tmp'])
    mkdirSync(path.join(to.cluster, folder), { recursive: true, mode: 0o700 });
  writeFileSync(path.join(to.cluster, 'standby.signal'), '');
  const { hostname, port, username, password } = new URL(primaryUrl);
  const source = `host=${hostname} port=${port} user=${username} password=${password} application_name=standby`;
  // In place of the primary's own file: a standby that is promoted waits for nobody until it has a standby itself.
  writeFileSync(path.join(to.cluster, 'postgresql.auto.conf'), `primary_conninfo = '${source}'\n`);
}

function copy(from: string, to: string, except: string[] = []): void {
  mkdirSync(to, { mode: 0o700 });
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    if (except.includes(entry.name)) continue;
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)];
    try {
      if (entry.isDirectory()) copy(source, target);
      else copyFileSync(source, target);
    } catch (error) {
      // The server has just deleted it; the replay of its log knows.
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
}
