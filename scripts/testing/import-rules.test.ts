import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** One deliberate violation per rule: [the importing file, what it must not import]. */
const refused = [
  ['components/orders/list.tsx', '#lib/billing/read'],
  ['components/orders/list.tsx', '#lib/env'],
  ['components/orders/list.tsx', '#jobs/worker'],
  ['components/orders/list.tsx', '../../app/actions'],
  ['components/orders/list.tsx', '../../lib/env.ts'],
  ['components/orders/list.tsx', 'pg'],
  ['components/orders/list.tsx', 'node:fs'],
  ['app/orders/page.tsx', '#lib/billing/payments'],
  ['app/orders/page.tsx', '#lib/notification/record'],
  ['app/orders/page.tsx', '#lib/db/transact'],
  ['app/orders/page.tsx', '#lib/broker/publish'],
  ['app/orders/page.tsx', '#lib/messages/command-reply'],
  ['app/orders/page.tsx', '#drizzle/schema/order'],
  ['app/orders/page.tsx', '#jobs/worker'],
  ['app/orders/page.tsx', '../../lib/billing/payments.ts'],
  ['app/orders/page.tsx', '#scripts/seed/seed'],
  ['app/orders/page.tsx', '../../e2e/support/browser.ts'],
  ['app/orders/page.tsx', 'pg-boss'],
  ['app/orders/page.tsx', '#lib/told-time'],
  ['lib/ids.ts', '#lib/db/pool'],
  ['lib/ids.ts', './db/pool.ts'],
  ['lib/brand/accent.ts', '#lib/db/pool'],
  ['lib/i18n/texts.ts', '#lib/auth/session'],
  ['lib/db/transact.ts', '#lib/broker/publish'],
  ['lib/db/transact.ts', '#drizzle/schema/user'],
  ['lib/db/transact.ts', '../../e2e/support/browser.ts'],
  ['lib/shop/currency.ts', '#lib/gateway/submit'],
  ['lib/user/read.ts', '#lib/billing/read'],
  ['lib/billing/payments.ts', '#lib/order/read'],
  ['lib/billing/payments.ts', '../order/read.ts'],
  ['lib/billing/payments.ts', '#drizzle/schema/order'],
  ['lib/billing/payments.ts', '#lib/messages/command-reply'],
  ['lib/billing/payments.ts', '#lib/broker/publish'],
  ['lib/billing/payments.ts', '#lib/gateway/outcomes'],
  ['lib/billing/payments.ts', '#lib/i18n/formats'],
  ['lib/billing/payments.ts', '#jobs/worker'],
  ['lib/billing/payments.ts', 'next/server'],
  ['lib/billing/payments.ts', 'pg-boss'],
  ['lib/billing/payments.ts', '#scripts/seed/seed'],
  ['lib/order/create.ts', '#lib/billing/payments'],
  ['lib/order/create.ts', '#lib/told-time'],
  ['lib/notification/send.ts', '#lib/user/read'],
  ['lib/messages/define.ts', '#lib/db/transact'],
  ['lib/messages/define.ts', '#lib/broker/publish'],
  ['lib/messages/define.ts', 'pg'],
  ['lib/messages/define.ts', 'drizzle-orm/pg-core'],
  ['lib/messages/define.ts', '../db/transact.ts'],
  ['lib/messages/define.ts', 'node:crypto'],
  ['lib/broker/publish.ts', '#lib/billing/payments'],
  ['lib/broker/publish.ts', '#lib/accounts/registration'],
  ['lib/broker/publish.ts', '#lib/gateway/outcomes'],
  ['lib/broker/publish.ts', '#jobs/worker'],
  ['lib/monitoring/scrape.ts', '#lib/broker/publish'],
  ['lib/monitoring/scrape.ts', '#drizzle/schema/order'],
  ['lib/audit/ledger.ts', '#lib/db/pool'],
  ['lib/audit/ledger.ts', '#lib/db/transact'],
  ['lib/audit/ledger.ts', '#lib/billing/payments'],
  ['lib/audit/ledger.ts', '#lib/monitoring/audits'],
  ['lib/monitoring/scrape.ts', '#lib/audit/audit'],
  ['lib/office/audit.ts', '#lib/audit/audit'],
  ['app/orders/page.tsx', '#lib/audit/audit'],
  ['lib/accounts/sign-in.ts', '#lib/gateway/outcomes'],
  ['lib/accounts/sign-in.ts', '#lib/http/problem'],
  ['lib/accounts/sign-in.ts', '#drizzle/schema/user'],
  ['lib/accounts/sign-in.ts', 'next-auth'],
  ['lib/gateway/submit.ts', '#lib/http/answer'],
  ['lib/gateway/submit.ts', '#lib/billing/payments'],
  ['lib/gateway/submit.ts', '#drizzle/schema/accounts'],
  ['lib/gateway/submit.ts', 'pg-boss'],
  ['lib/gateway/submit.ts', '#jobs/worker'],
  ['lib/gateway/submit.ts', '#components/money'],
  ['lib/gateway/submit.ts', '#scripts/seed/seed'],
  ['lib/lab/run.ts', '#lib/billing/payments'],
  ['lib/lab/run.ts', '#lib/http/routes'],
  ['lib/office/money.ts', '#drizzle/schema/billing'],
  ['lib/office/money.ts', '#lib/http/problem'],
  ['lib/office/money.ts', '#lib/told-time'],
  ['lib/privacy/erase.ts', '#drizzle/schema/user'],
  ['lib/privacy/erase.ts', '#lib/http/problem'],
  ['lib/auth/session.ts', '#lib/http/router'],
  ['lib/http/router.ts', '#lib/broker/publish'],
  ['lib/http/router.ts', '#lib/db/transact'],
  ['lib/http/router.ts', '#drizzle/schema/gateway'],
  ['lib/http/router.ts', 'next/server'],
  ['lib/http/router.ts', '#lib/told-time'],
  ['jobs/billing/replies.ts', '#lib/gateway/outcomes'],
  ['jobs/billing/replies.ts', '#lib/http/answer'],
  ['jobs/billing/replies.ts', '#drizzle/schema/billing'],
  ['jobs/billing/replies.ts', '#scripts/seed/seed'],
  ['jobs/billing/replies.ts', '../../e2e/support/browser.ts'],
  ['jobs/billing/replies.ts', 'pg-boss'],
  ['jobs/billing/replies.ts', '#lib/told-time'],
  ['scripts/seed/seed.ts', 'pg-boss'],
  ['scripts/seed/seed.ts', '../../e2e/support/browser.ts'],
  ['lib/billing/payments.test.ts', '../../e2e/support/browser.ts'],
] as const;

/** What the same rules must let through: a rule that refuses everything proves nothing. */
const allowed = [
  ['components/orders/list.tsx', '#components/ui/button'],
  ['components/orders/list.tsx', '#lib/i18n/formats'],
  ['components/orders/list.tsx', '#lib/money'],
  ['components/orders/list.tsx', '../ui/button'],
  ['app/orders/page.tsx', '#components/ui/button'],
  ['app/orders/page.tsx', '#lib/gateway/outcomes'],
  ['app/orders/page.tsx', '#lib/accounts/tokens'],
  ['app/orders/page.tsx', '#lib/order/read'],
  ['app/inbox/actions.ts', '#lib/notification/mark-read'],
  ['app/orders/page.tsx', '../actions'],
  ['lib/env.ts', './i18n/locales.ts'],
  ['lib/env.ts', './ids.ts'],
  ['lib/billing/payments.ts', '#lib/db/transact'],
  ['lib/billing/payments.ts', '#lib/faults'],
  ['lib/billing/payments.ts', '#lib/clock'],
  ['lib/billing/payments.ts', '#lib/money'],
  ['lib/billing/payments.ts', '#drizzle/schema/billing'],
  ['lib/billing/payments.ts', './decide.ts'],
  ['lib/billing/payments.ts', 'drizzle-orm'],
  ['lib/billing/payments.int.test.ts', '#scripts/testing/integration'],
  ['lib/notification/send.ts', '#lib/i18n/translator'],
  ['lib/messages/define.ts', 'zod'],
  ['lib/messages/define.ts', '#lib/money'],
  ['lib/messages/define.ts', './call-backs.ts'],
  ['lib/broker/publish.ts', 'pg-boss'],
  ['lib/broker/publish.ts', '#lib/messages/define'],
  ['lib/monitoring/scrape.ts', '#lib/broker/job-table'],
  ['lib/audit/ledger.ts', '#drizzle/schema/billing'],
  ['lib/audit/orders.ts', '#drizzle/schema/order'],
  ['jobs/audit.ts', '#lib/audit/audit'],
  ['lib/version.ts', '../package.json'],
  ['lib/accounts/sign-in.ts', '#lib/user/read'],
  ['lib/accounts/sign-in.ts', '#lib/broker/publish'],
  ['lib/gateway/submit.ts', '#lib/broker/publish'],
  ['lib/gateway/submit.ts', '#lib/accounts/registration'],
  ['lib/lab/run.ts', '#lib/gateway/actions'],
  ['lib/office/money.ts', '#lib/billing/transfers'],
  ['lib/privacy/erase.ts', '#lib/order/erase'],
  ['lib/http/router.ts', '#lib/gateway/outcomes'],
  ['lib/auth/session.ts', 'next/headers'],
  ['jobs/billing/replies.ts', '#lib/billing/payments'],
  ['jobs/pruning.ts', '#lib/gateway/prune'],
  ['jobs/billing/replies.ts', '#jobs/consumers'],
  ['instrumentation.ts', '#jobs/worker'],
  ['scripts/seed/seed.ts', '#jobs/worker'],
] as const;

const root = path.resolve(import.meta.dirname, '../..');
const tree = mkdtempSync(path.join(tmpdir(), 'saldo-import-rules-'));
afterAll(() => rmSync(tree, { recursive: true }));

/** Writes `body` beside where `file` would stand, numbered, so that every case is a file of its own. */
function write(file: string, index: number, body: string): string {
  const target = path.join(path.dirname(file), `case-${index}-${path.basename(file)}`);
  mkdirSync(path.join(tree, path.dirname(file)), { recursive: true });
  writeFileSync(path.join(tree, target), body);
  return target;
}

/** The rule's findings of one Biome run over the whole tree, by file. */
function lint(): Map<string, string[]> {
  const biome = path.join(root, 'node_modules/.bin/biome');
  const { stdout } = spawnSync(biome, ['lint', '--reporter=github', '--max-diagnostics=none', '.'], {
    cwd: tree,
    encoding: 'utf8',
  });
  const findings = new Map<string, string[]>();
  for (const [, rule, file] of stdout.matchAll(/^::error title=(\S+?),file=(.+?),line=/gm)) {
    const name = path.relative(tree, path.resolve(tree, file as string));
    findings.set(name, [...(findings.get(name) ?? []), rule as string]);
  }
  return findings;
}

const importRule = 'lint/style/noRestrictedImports';
const files: Record<'refused' | 'allowed', string[]> = { refused: [], allowed: [] };
let cycle = '';
let findings: Map<string, string[]>;

beforeAll(() => {
  for (const config of ['biome.json', 'biome.imports.json', '.gitignore', 'package.json']) {
    copyFileSync(path.join(root, config), path.join(tree, config));
  }
  files.refused = refused.map(([file, target], index) => write(file, index, `import '${target}';\n`));
  files.allowed = allowed.map(([file, target], index) => write(file, index + 1000, `import '${target}';\n`));
  write('lib/db/back.ts', 1, "import { there } from '#lib/db/case-2-there';\nexport const back = () => there;\n");
  cycle = write(
    'lib/db/there.ts',
    2,
    "import { back } from '#lib/db/case-1-back';\nexport const there = () => back;\n",
  );
  findings = lint();
});

test.each(refused.map((rule, index) => [...rule, index] as const))('%s must not import %s', (_, __, index) => {
  expect(findings.get(files.refused[index] as string)).toContain(importRule);
});

test.each(allowed.map((rule, index) => [...rule, index] as const))('%s may import %s', (_, __, index) => {
  expect(findings.get(files.allowed[index] as string) ?? []).not.toContain(importRule);
});

test('two files that import each other are refused', () => {
  expect(findings.get(cycle)).toContain('lint/suspicious/noImportCycles');
});
