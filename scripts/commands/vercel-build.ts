import { migrate } from '#drizzle/migrate';
import { type Env, parseEnv, SettingsError } from '#lib/env';
import { buildForVercel } from '#scripts/launcher/build';
import { runCommand } from '#scripts/processes/run-command';
import { StartupFailure } from '#scripts/processes/startup-failure';
import { seed } from '#scripts/seed/seed';

/**
 * `npm run vercel-build` is what Vercel runs for each deployment: checks the settings, brings the database up to date,
 * fills an empty catalogue, and builds. Fails, and with it the deployment, where one of these does.
 */
await runCommand('vercel-build', async () => {
  const { DATABASE_URL, DATABASE_DIRECT_URL } = settings();
  await migrate(DATABASE_URL, { directUrl: DATABASE_DIRECT_URL }).catch((error: Error) => {
    throw new StartupFailure(
      `cannot migrate the database of DATABASE_DIRECT_URL, or else DATABASE_URL: ${error.message}`,
    );
  });
  await seed(DATABASE_URL);
  await buildForVercel();
  return true;
});

function settings(): Env {
  try {
    return parseEnv(process.env);
  } catch (error) {
    if (error instanceof SettingsError)
      throw new StartupFailure(`the settings of the project must be corrected:\n${error.message}`);
    throw error;
  }
}
