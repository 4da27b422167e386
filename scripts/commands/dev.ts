import { launch } from '#scripts/launcher/launch';

/** `npm run dev` does the same as `npm start`, but compiles on demand and reloads what changes. */
await launch('development');
