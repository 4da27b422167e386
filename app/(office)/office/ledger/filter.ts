import { transferKind } from '#lib/office/money-schemas';
import { day } from '#lib/office/schemas';

type Params = Record<string, string | string[] | undefined>;

/** The kind of transfer and the day in the address of the ledger; what is invalid counts as absent. */
export function filterOf({ kind, day: wanted }: Params) {
  return { kind: transferKind.safeParse(kind).data, day: day.safeParse(wanted).data };
}

/** The same as query parameters. */
export const queryOf = ({ kind, day }: ReturnType<typeof filterOf>): Record<string, string> => ({
  ...(kind && { kind }),
  ...(day && { day }),
});
