import { launch } from '#scripts/launch';

/** `npm start`: the production build, worker and database on this machine. */
await launch('production');
