/** Vitest's worker processes outlive a runner that was killed for as long as their test takes; this ends them with it. */
process.once('disconnect', () => process.exit(1));
