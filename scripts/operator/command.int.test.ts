import { expect, vi } from 'vitest';
import { readAuditLog } from '#lib/accounts/audit-log';
import { givenCustomer, test } from '#scripts/testing/shop';
import { operatorCommand } from './command.ts';

test('somebody becomes an owner from the command line, and the audit log tells it', async () => {
  const said = vi.spyOn(console, 'log').mockImplementation(() => {});
  const ann = await givenCustomer(0);
  await operatorCommand([ann.email.toUpperCase()]);
  expect(said).toHaveBeenCalledWith(`${ann.email} is an owner.`);
  const [entry] = (await readAuditLog({ limit: 1 })).items;
  expect(entry).toMatchObject({
    ...{ action: 'role-changed', subject: `user:${ann.userId}`, actorId: null, reason: 'npm run operator' },
    ...{ before: { role: 'customer' }, after: { role: 'owner' } },
  });
});

test('nobody becomes an owner who is not registered', async () => {
  await expect(operatorCommand(['nobody@example.com'])).rejects.toThrow('nobody is registered as nobody@example.com');
  await expect(operatorCommand([])).rejects.toThrow('name a registered e-mail address');
});
