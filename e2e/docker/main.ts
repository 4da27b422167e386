import { parseArgs } from 'node:util';
import { projectRoot } from '#scripts/launcher/project-root';
import { runCommand } from '#scripts/processes/run-command';
import * as checks from './checks.ts';
import { run } from './command.ts';
import { type Engine, findEngine } from './engine.ts';
import { buildSaldo, provideBaseImages } from './images.ts';
import { prepareShop } from './shop.ts';
import { checkUpgrade, previousVersion } from './upgrade.ts';

const IMAGE = 'saldo-test';

/**
 * `npm run test:docker` builds the image and takes a shop that runs by compose.yaml through its life. It prints a line for each check.
 * `-- --image <name>` takes an image that is there already, `-- --from <ref>` names the version to upgrade from.
 */
await runCommand('test:docker', async () => {
  const { values } = parseArgs({ options: { from: { type: 'string' }, image: { type: 'string' } } });
  const ref = await previousVersion(values.from);
  const engine = await findEngine();
  try {
    return await runChecks(engine, ref, values.image);
  } finally {
    await engine.stop();
  }
});

async function runChecks(engine: Engine, ref: string, given: string | undefined): Promise<boolean> {
  let failed = 0;
  const check = async (name: string, work: () => Promise<string>) => {
    const since = performance.now();
    const seconds = () => `${((performance.now() - since) / 1_000).toFixed(0)} s`;
    try {
      console.log(`✓ ${name}: ${await work()} (${seconds()})`);
    } catch (error) {
      failed += 1;
      console.log(`✗ ${name}: ${(error as Error).message} (${seconds()})`);
    }
  };
  console.log(`Engine: ${engine.name}, ${await run(engine.docker, ['version', '--format', '{{.Server.Version}}'])}`);
  console.log(`Base images: ${await provideBaseImages(engine)}`);
  const image = given ?? IMAGE;
  if (given === undefined) {
    const revision = await run('git', ['rev-parse', '--short', 'HEAD'], { cwd: projectRoot });
    await buildSaldo(engine.docker, image, revision);
  }

  const shop = await prepareShop(engine, image);
  const empty = await prepareShop(engine, image);
  try {
    await check('image', () => checks.checkImage(shop.docker, image));
    await check('start', () => checks.checkStart(shop));
    await check('graded path', () => checks.checkGradedPath(shop));
    await check('photo of a product', () => checks.checkPhoto(shop));
    await check('idle memory', () => checks.checkMemory(shop));
    await check('docker stop of web', () => checks.checkStopOfWeb(shop));
    await check('docker stop of a worker', () => checks.checkStopOfWorker(shop));
    await check('kill -9 of everything', () => checks.checkKill(shop));
    await check('all in one container', () => checks.checkAllInOne(shop));
    await check('audit', () => checks.audit(shop));
    await check('backup and restore', () => checks.checkBackup(shop, empty));
  } finally {
    await shop.remove();
    await empty.remove();
  }
  await check('upgrade', () => checkUpgrade(engine, image, ref));
  console.log(failed === 0 ? 'All checks passed.' : `${failed} checks failed.`);
  return failed === 0;
}
