import { onSignal } from './signals.ts';
import { transact } from './transact.ts';

/** A process of its own that tells its parent what it hears, and signals what its parent asks it to. */
onSignal('user', (keys) => process.send?.({ heard: keys }));
process.on('message', (key: string) => void transact(async (tx) => tx.signal({ topic: 'user', key })));
process.send?.({ heard: 'nothing yet' });
