import { prune as pruneNotification } from '#lib/notification/prune';

/** What the services forget in time, each of its own. */
export const prunings = [pruneNotification];
