import { sendFirstPasswordLinks } from '#lib/accounts/account-mail';
import { addMembers } from '#lib/accounts/registration';
import { openWallets } from '#lib/billing/accounts';
import { adjust } from '#lib/billing/transfers';
import { sqlStateOf } from '#lib/db/outage';
import type { Transaction } from '#lib/db/transact';
import type { Result } from '#lib/gateway/outcomes';
import { newId } from '#lib/ids';
import { keepUsers } from '#lib/notification/users';
import { shopCurrency } from '#lib/shop/currency';
import { readIdentity, type ShopIdentity } from '#lib/shop/identity';
import { addUsers, changeUsers, type ImportedUser, lockUsersByEmail, readCardHolders } from '#lib/user/import';
import { type ImportFault, type ImportRow, readImportFile } from './import-file.ts';
import { type NotAllowed, type OfficeRequest, officeOperation } from './operation.ts';

/** How many people an import created, changed and found as they are. */
interface ImportCounts {
  created: number;
  updated: number;
  unchanged: number;
}

/** What became of an import: all of the file, or, where anything in it is wrong, nothing. */
export type ImportOutcome = ({ kind: 'imported' } & ImportCounts) | { kind: 'invalid-csv'; faults: ImportFault[] };

interface Import {
  /** A CSV file in UTF-8. */
  file: Uint8Array;
  /** Whether each new person is sent a link to choose a password. */
  sendsLinks: boolean;
}

const FAULTS_MAX = 100;
const UNIQUE_VIOLATION = '23505';

/**
 * Imports customers from a CSV file, in one transaction. New people get an account that opens with the balance of their row; of those who are
 * registered, name, phone and card change where the file gives them. The same file again changes nothing.
 */
export async function importCustomers(request: OfficeRequest<Import>): Promise<Result<ImportOutcome | NotAllowed>> {
  try {
    return await importOnce(request);
  } catch (error) {
    if (sqlStateOf(error) !== UNIQUE_VIOLATION) throw error;
    return importOnce(request); // somebody registered, or got a card, meanwhile: now they are found
  }
}

async function importOnce(request: OfficeRequest<Import>): Promise<Result<ImportOutcome | NotAllowed>> {
  const { actor, body } = request;
  const currency = await shopCurrency();
  const { rows, faults } = readImportFile(body.file, currency);
  return officeOperation<ImportOutcome>('customers.edit', request, async ({ tx, record }) => {
    const known = await lockUsersByEmail(
      tx,
      rows.map(({ email }) => email),
    );
    const all = [...faults, ...(await faultsAgainst(tx, known, rows))].toSorted((a, b) => a.line - b.line);
    if (all.length > 0) return { kind: 'invalid-csv', faults: all.slice(0, FAULTS_MAX) };
    const { created, updated } = changesOf(known, rows, await readIdentity(tx));
    await changeUsers(tx, updated);
    await addUsers(tx, created);
    await addMembers(
      tx,
      created.map(({ userId }) => userId),
    );
    await keepUsers(tx, created);
    await openWallets(
      tx,
      created.map(({ userId }) => ({ userId, currency })),
    );
    const balances = new Map(rows.map(({ email, balance }) => [email, balance ?? 0]));
    const openings = created.flatMap(({ userId, email }) => {
      const change = balances.get(email) ?? 0;
      return change > 0
        ? [{ transferId: newId(), userId, change, currency, actorId: actor.userId, note: 'Opening balance' }]
        : [];
    });
    if (openings.length > 0) await adjust(tx, openings);
    if (body.sendsLinks && created.length > 0) await sendFirstPasswordLinks(tx, created);
    const counts = {
      created: created.length,
      updated: updated.length,
      unchanged: rows.length - created.length - updated.length,
    };
    const credited = openings.reduce((sum, { change }) => sum + change, 0);
    await record({ action: 'customers-imported', subject: 'shop:customers', after: { ...counts, credited } });
    return { kind: 'imported', ...counts };
  });
}

/** What is wrong with rows because of who is registered: new people need a name, and a card belongs to one person. */
async function faultsAgainst(
  tx: Transaction,
  known: Map<string, ImportedUser>,
  rows: ImportRow[],
): Promise<ImportFault[]> {
  const holders = await readCardHolders(
    tx,
    rows.flatMap(({ card }) => card ?? []),
  );
  return rows.flatMap(({ line, email, name, card }) => {
    const faults: ImportFault[] = [];
    const user = known.get(email);
    if (!user && name === null) faults.push({ line, column: 'name', fault: 'name-needed' });
    const holder = card === null ? undefined : holders.get(card);
    if (holder !== undefined && holder !== user?.userId) faults.push({ line, column: 'card', fault: 'card-taken' });
    return faults;
  });
}

/** The people whom the rows add, and those whom they change. */
function changesOf(known: Map<string, ImportedUser>, rows: ImportRow[], { languages }: ShopIdentity) {
  const [created, updated]: [ImportedUser[], ImportedUser[]] = [[], []];
  const [locale = 'en'] = languages;
  for (const { email, name, phone, card } of rows) {
    const before = known.get(email);
    if (!before) {
      created.push({ userId: newId(), email, name: name ?? '', phone, cardId: card, locale });
      continue;
    }
    const after = { ...before, name: name ?? before.name, phone: phone ?? before.phone, cardId: card ?? before.cardId };
    if (after.name !== before.name || after.phone !== before.phone || after.cardId !== before.cardId)
      updated.push(after);
  }
  return { created, updated };
}
