import type { TestProject } from 'vitest/node';
import { migrate } from '#drizzle/migrate';
import { createDatabase, dropDatabase } from '#scripts/postgres/databases';
import { databaseUrl, TEMPLATE, testCluster } from '#scripts/testing/cluster';

/** One server for the run, and on it one migrated database, which each test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await testCluster();
  try {
    // A run that was killed may have left it on a server that outlives the run.
    await dropDatabase(cluster.url, TEMPLATE);
    await createDatabase(cluster.url, TEMPLATE);
    await migrate(databaseUrl(cluster.url, TEMPLATE));
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  project.provide('clusterUrl', cluster.url);
  return async () => {
    await dropDatabase(cluster.url, TEMPLATE);
    await cluster.stop();
  };
}
