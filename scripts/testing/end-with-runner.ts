/** Vitest's worker processes outlive a runner that was killed for as long as their test takes; this ends them with it. */
process.once('disconnect', () => process.exit(1));
/** It ends them by this signal, which alone would leave their temporary folders behind. */
process.once('SIGTERM', () => process.exit());
