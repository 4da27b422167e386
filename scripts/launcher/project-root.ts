import path from 'node:path';

/** The folder of this repository. Commands run in it; tests start them in folders of their own. */
export const projectRoot = path.join(import.meta.dirname, '../..');
