// The workers of Vitest outlive a killed runner until their test ends; this ends them with the runner.
process.once('disconnect', () => process.exit(1));
// Vitest ends them with SIGTERM, which would leave their temporary folders behind.
process.once('SIGTERM', () => process.exit());
