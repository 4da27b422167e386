import { launch } from '#scripts/launch';

/** `npm run dev`: the same as `npm start`, compiled on demand, reloading what changes. */
await launch('development');
