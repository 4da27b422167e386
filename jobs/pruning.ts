import { pruneAccountMails } from '#lib/notification/account-mail';

/** What the services forget in time, each of its own. */
export const prunings = [pruneAccountMails];
