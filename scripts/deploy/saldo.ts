import { commands, isCommand } from './command-list.ts';

// Before everything else: Node as process 1 of a container ignores signals that it has no handler for. Nothing that takes
// time to load may be imported above.
const stopping = new AbortController();
for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, () => stopping.abort());

const [name = '--help', ...args] = process.argv.slice(2);
if (isCommand(name)) {
  const { perform } = await import('./perform.ts');
  await perform(name, args, stopping.signal);
} else {
  console.error(`saldo: there is no ${name}; there are ${Object.keys(commands).join(', ')}`);
  process.exitCode = 1;
}
