import path from 'node:path';
import { OLDEST_POSTGRES } from '#drizzle/oldest-postgres';
import { projectRoot } from '#scripts/launcher/project-root';
import { run } from '#scripts/testing/command';

// Squawk (https://squawkhq.com/docs/rules) names what would lock a table for long, rewrite it, or break the version that
// still runs. `npm run check` counts every finding that is not accepted here, and every acceptance that is not needed.

/** Rules that drizzle/apply-migrations.ts keeps for every migration. */
const KEPT_BY_THE_MIGRATOR = {
  'prefer-robust-stmts': 'a migration is one transaction, so it is never half done',
  'require-lock-timeout': 'it sets lock_timeout',
  'require-statement-timeout': 'moving the rows of a large table takes as long as it takes',
};

/** Findings in migrations that are released, which nobody may change any more. */
const accepted: { migration: string; rule: string; because: string }[] = [
  {
    migration: '0000_tables',
    rule: 'prefer-bigint-over-int',
    because: 'the position of a product in the catalogue stays small',
  },
  {
    migration: '0002_product',
    rule: 'adding-field-with-default',
    because: 'the table of API tokens that it rewrites is small',
  },
  { migration: '0002_product', rule: 'constraint-missing-not-valid', because: 'API tokens are few' },
  { migration: '0002_product', rule: 'disallowed-unique-constraint', because: 'API tokens are few' },
  {
    migration: '0003_requests_without_time',
    rule: 'require-concurrent-index-deletion',
    because: 'dropping an index takes a moment, once it has its lock',
  },
  { migration: '0003_requests_without_time', rule: 'ban-drop-column', because: 'older than the first release' },
  { migration: '0005_accounts', rule: 'renaming-table', because: 'older than the first release' },
  { migration: '0005_accounts', rule: 'renaming-column', because: 'older than the first release' },
  { migration: '0006_outbox', rule: 'ban-drop-not-null', because: 'older than the first release' },
  { migration: '0006_outbox', rule: 'ban-drop-column', because: 'older than the first release' },
  { migration: '0006_outbox', rule: 'ban-drop-table', because: 'older than the first release' },
  {
    migration: '0006_outbox',
    rule: 'require-concurrent-index-creation',
    because: 'the column is new, so the index holds only alerts',
  },
  {
    migration: '0007_message_partitions',
    rule: 'renaming-table',
    because: 'a partitioned table takes its name in the same transaction',
  },
  {
    migration: '0007_message_partitions',
    rule: 'adding-serial-primary-key-field',
    because: 'the new table is empty; its first partition brings the key it has',
  },
  { migration: '0009_audits', rule: 'prefer-bigint-over-int', because: 'an audit names far fewer faults' },
  {
    migration: '0010_office',
    rule: 'prefer-bigint-over-int',
    because: 'the orders of a day are fewer than two billion',
  },
  { migration: '0010_office', rule: 'prefer-bigint-over-smallint', because: 'a week has seven days' },
  {
    migration: '0010_office',
    rule: 'require-concurrent-index-deletion',
    because: 'dropping an index takes a moment, once it has its lock',
  },
  {
    migration: '0010_office',
    rule: 'require-concurrent-index-creation',
    because:
      'all but one are of new tables and columns, or hold few rows; the outcomes of a million orders take about a second',
  },
];

export interface Finding {
  migration: string;
  line: number;
  rule: string;
  message: string;
}

/** What Squawk finds in migrations: files, or patterns of files. Throws if it cannot check them. */
export async function findingsIn(files: string[]): Promise<Finding[]> {
  const { output } = await run('squawk', [
    '--reporter=json',
    '--assume-in-transaction',
    `--pg-version=${OLDEST_POSTGRES}.0`,
    `--exclude=${Object.keys(KEPT_BY_THE_MIGRATOR).join(',')}`,
    ...files,
  ]);
  // With findings its exit code is 1, as it is where it cannot read a file.
  if (!output.startsWith('[')) throw new Error(`squawk cannot check the migrations: ${output}`);
  const found = JSON.parse(output) as { file: string; line: number; rule_name: string; message: string }[];
  return found.map(({ file, line, rule_name, message }) => ({
    migration: path.basename(file, '.sql'),
    line: line + 1,
    rule: rule_name,
    message,
  }));
}

/** A line for each finding that is not accepted, and for each acceptance of what is not found. */
export function faultsOf(findings: Finding[]): string[] {
  const matches = (one: { migration: string; rule: string }, other: { migration: string; rule: string }) =>
    one.migration === other.migration && one.rule === other.rule;
  return [
    ...findings
      .filter((finding) => !accepted.some((one) => matches(one, finding)))
      .map(({ migration, line, rule, message }) => `drizzle/migrations/${migration}.sql:${line} ${rule}: ${message}`),
    ...accepted
      .filter((one) => !findings.some((finding) => matches(one, finding)))
      .map(
        ({ migration, rule }) =>
          `scripts/testing/migrations.ts accepts ${rule} in ${migration}, which has no such finding`,
      ),
  ];
}

if (import.meta.main) {
  const faults = faultsOf(await findingsIn([path.join(projectRoot, 'drizzle/migrations/*.sql')]));
  for (const fault of faults) console.error(fault);
  process.exitCode = faults.length === 0 ? 0 : 1;
}
