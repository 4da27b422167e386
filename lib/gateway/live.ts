import { onSignal } from '#lib/db/signals';
import { processWide } from '#lib/process-wide';

type Watchers = Map<string, Set<() => void>>;

/** One subscription per process feeds every open page: a thousand of them cost no more than one. */
function watchers(): Watchers {
  return processWide('live-watchers', () => {
    const byUser: Watchers = new Map();
    onSignal('user', (userIds) => {
      for (const userId of new Set(userIds ?? byUser.keys())) for (const call of byUser.get(userId) ?? []) call();
    });
    return byUser;
  });
}

/**
 * Calls `onChange` whenever an order, the balance or a notification of a user changed, or may have: it says that, not what.
 * Returns the way to stop.
 */
export function watchUser(userId: string, onChange: () => void): () => void {
  const byUser = watchers();
  const calls = byUser.get(userId) ?? new Set();
  byUser.set(userId, calls.add(onChange));
  return () => {
    calls.delete(onChange);
    if (calls.size === 0) byUser.delete(userId);
  };
}
