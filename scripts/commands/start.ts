import { launch } from '#scripts/launcher/launch';

/** `npm start` runs the production build, the worker and the database on this machine. */
await launch('production');
