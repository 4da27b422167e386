import { doTasks, QUEUE, type Task } from '#lib/broker/testing';
import { startWorker } from '#lib/broker/worker';

/**
 * A worker process that does tasks until it meets the one whose number it was started with: that one ends the process.
 */
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
