import type { TestProject } from 'vitest/node';
import { migrate } from '#drizzle/migrate';
import { createDatabase } from '#scripts/postgres/embedded';
import { databaseUrl, startTestCluster, TEMPLATE } from '#scripts/testing/cluster';

/** One cluster for the run, and in it one migrated database, which every test file clones. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const cluster = await startTestCluster();
  try {
    await createDatabase(cluster.url, TEMPLATE);
    await migrate(databaseUrl(cluster.url, TEMPLATE));
  } catch (error) {
    await cluster.stop();
    throw error;
  }
  project.provide('clusterUrl', cluster.url);
  return () => cluster.stop();
}
