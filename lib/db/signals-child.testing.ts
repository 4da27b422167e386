import { onSignal } from './signals.ts';
import { transact } from './transact.ts';

/**
 * A process of its own that tells its parent when it listens, then what it hears, and signals what its parent asks it
 * to.
 */
let listens = false;
onSignal('user', (keys) => {
  process.send?.({ heard: listens ? keys : 'nothing yet' });
  listens = true;
});
process.on('message', (key: string) => void transact(async (tx) => tx.signal({ topic: 'user', key })));
