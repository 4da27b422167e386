import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { endingWithParent } from '#scripts/processes/parent-death';
import type * as shop from './shop.ts';

/** The functions of `shop.ts`, in a process of their own. */
export type RemoteShop = {
  [Name in keyof Shop]: (...args: Parameters<Shop[Name]>) => ReturnType<Shop[Name]>;
};
type Shop = typeof shop;

const functionNames: (keyof Shop)[] = ['open', 'engine', 'drained', 'outcomes', 'faults'];

interface Call {
  id: number;
  name: keyof Shop;
  args: unknown[];
}

type Answer = { id: number } & ({ result?: unknown } | { fault: string });

/**
 * Starts the code of the tree in `root`, so that a shop of another commit is run, and its engine driven, by the code of that commit. It ends
 * with this process at the latest.
 */
export function startShop(root: string): RemoteShop {
  const program = path.join(root, 'bench/subject.ts');
  const [command = process.execPath, ...args] = [...endingWithParent('SIGKILL'), process.execPath, program];
  const child = spawn(command, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const open = new Map<number, PromiseWithResolvers<unknown>>();
  let calls = 0;
  child.on('message', (answer: Answer) => {
    const call = open.get(answer.id);
    open.delete(answer.id);
    if ('fault' in answer) call?.reject(new Error(answer.fault));
    else call?.resolve(answer.result);
  });
  const exited = once(child, 'exit').then(() => {
    for (const call of open.values()) call.reject(new Error('the process of the shop has ended'));
  });
  const ask = (name: keyof Shop, args: unknown[]): Promise<unknown> => {
    const call = Promise.withResolvers<unknown>();
    open.set(++calls, call);
    child.send({ id: calls, name, args } satisfies Call);
    return call.promise;
  };
  const asking = (name: keyof Shop) => [name, (...args: unknown[]) => ask(name, args)];
  return {
    ...(Object.fromEntries(functionNames.map(asking)) as RemoteShop),
    async close() {
      if (!child.connected) return;
      await ask('close', []);
      child.disconnect();
      await exited;
    },
  };
}

/** Answers the calls of the process that started this one. */
export function runShop(functions: Shop): void {
  process.on('message', async ({ id, name, args }: Call) => {
    const work = functions[name] as (...args: unknown[]) => Promise<unknown>;
    const answer: Answer = await work(...args).then(
      (result) => ({ id, result }),
      (error: Error) => ({ id, fault: error.stack ?? error.message }),
    );
    process.send?.(answer);
  });
}
