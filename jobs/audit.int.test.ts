import { beforeEach, expect, vi } from 'vitest';
import { readAuditLog } from '#lib/accounts/audit-log';
import type { Role } from '#lib/accounts/roles';
import { drain, letBackoffPass } from '#lib/broker/testing';
import { query } from '#lib/db/pool';
import { onSignal } from '#lib/db/signals';
import { newId } from '#lib/ids';
import { beginAudit, readAudit } from '#lib/office/audit';
import { test as base } from '#scripts/testing/integration';
import { givenCustomer } from '#scripts/testing/shop';
import { audit } from './audit.ts';

const test = base.override('booksMustBalance', false);

vi.mock('#lib/log'); // what fails here is meant to

const auditor = { userId: newId(), role: 'auditor' as const };

const begin = async (role: Role = 'auditor', userId = auditor.userId) => {
  const request = { body: undefined, correlationId: newId(), idempotencyKey: null, fingerprint: '' };
  return (await beginAudit({ ...request, actor: { userId, role } })).outcome;
};
const audited = async () => (await readAuditLog({ limit: 10, action: 'books-audited' })).items;

beforeEach(async () => {
  await query('DELETE FROM pgboss.job');
  await query('DELETE FROM gateway.audits');
});

test('an audit of right books says so, tells whoever asked, and stands in the audit log', async () => {
  await givenCustomer(500);
  expect(await readAudit(auditor)).toEqual({ isUnderWay: false, last: null });
  expect(await begin()).toEqual({ kind: 'begun' });
  expect(await readAudit(auditor)).toEqual({ isUnderWay: true, last: null });

  const told: string[] = [];
  const stop = onSignal('user', (ids) => told.push(...(ids ?? [])));
  expect(await drain([audit])).toBe(1);
  stop();
  expect(told).toContain(auditor.userId);
  const covered = { transfers: 1, entries: 2, wallets: 1, decisions: 1, orders: 0, notifications: 0 };
  expect(await readAudit(auditor)).toEqual({
    isUnderWay: false,
    last: { endedAt: expect.any(Date), faults: 0, findings: [], covered },
  });
  expect(await audited()).toMatchObject([
    { actorId: auditor.userId, subject: 'shop:books', after: { faults: 0, ...covered } },
  ]);
});

test('two people who ask at once make one audit', async () => {
  const before = (await audited()).length;
  const outcomes = await Promise.all([begin(), begin('manager', newId())]);
  expect(outcomes.map(({ kind }) => kind).toSorted()).toEqual(['begun', 'under-way']);
  expect(await drain([audit])).toBe(1);
  expect(await audited()).toHaveLength(before + 1);
  expect(await begin()).toEqual({ kind: 'begun' });
});

test('an audit that fails for now is under way until it is done', async () => {
  await begin();
  const failing = { ...audit, prepare: () => Promise.reject(new Error('no connection')) };
  await drain([failing]);
  expect(await begin()).toEqual({ kind: 'under-way' });
  await letBackoffPass();
  await drain([audit]);
  expect(await readAudit(auditor)).toMatchObject({ isUnderWay: false, last: { faults: 0 } });
});

test('who may not read the ledger has nothing audited', async () => {
  expect(await begin('counter')).toEqual({ kind: 'not-allowed' });
  expect(await readAudit({ userId: newId(), role: 'counter' })).toBeNull();
  expect(await drain([audit])).toBe(0);
});

test('an audit of wrong books keeps the first twenty faults in words, and how many there are', async () => {
  await query(`SET session_replication_role = replica; INSERT INTO billing.entries (id, transfer_id, account_id, amount)
    SELECT gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 1 FROM generate_series(1, 23);
    SET session_replication_role = origin`);
  await begin();
  await drain([audit]);
  const { last } = (await readAudit(auditor)) ?? {};
  expect(last?.faults).toBeGreaterThanOrEqual(23);
  expect(last?.findings).toHaveLength(20);
  expect(last?.findings).toContainEqual(
    expect.stringMatching(/its transfer .* does not exist \[an entry belongs to a transfer\]$/),
  );
});
