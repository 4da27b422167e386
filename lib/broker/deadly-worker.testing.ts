import { doTasks, QUEUE, type Task } from './testing.ts';
import { startWorker } from './worker.ts';

/** A worker process that does tasks, until one of them, whose number it is started with, ends the process. */
const deadly = Number(process.argv[2]);
await startWorker(
  [
    {
      queue: QUEUE,
      async handle(tx, items) {
        const tasks = items.map(({ data }) => (data as Task).task);
        if (tasks.includes(deadly)) process.exit(1);
        await doTasks(tx, tasks);
        tx.signal({ topic: 'user', key: 'done' });
      },
    },
  ],
  [],
);
