// Runs before every other command: installs the packages if package-lock.json differs from what is installed.
// It runs on whatever Node the machine has, before anything is installed, so it is plain CommonJS without dependencies.
const { execFileSync, spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '../..');
const turnsFolder = path.join(root, '.saldo');

/** The packages of a lockfile by their path; undefined if the file is missing or incomplete. */
function packagesOf(lockfile) {
  try {
    return JSON.parse(fs.readFileSync(path.join(root, lockfile), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * As its last step, npm lists what it installed in node_modules. Packages for other platforms are missing there, as
 * they should be.
 */
function isInstalled() {
  const wanted = packagesOf('package-lock.json');
  const installed = packagesOf('node_modules/.package-lock.json');
  if (!wanted || !installed) return false;
  return Object.entries(wanted).every(([name, { version, integrity, optional, devOptional }]) => {
    if (name === '') return true;
    const found = installed[name];
    return found ? found.version === version && found.integrity === integrity : optional || devOptional;
  });
}

/**
 * Lets one of several concurrent starts install while the others wait. Turns are numbered links in `.saldo` that carry
 * the identity of their process. Only the last turn counts, and it is over when its process is gone, however that
 * ended. It is removed only after the next one exists, so two processes that see the same turn end cannot both take the
 * next.
 */
async function takeTurn() {
  fs.mkdirSync(turnsFolder, { recursive: true });
  for (let isWaiting = false; ; isWaiting = true) {
    const last = lastTurn();
    if (isOver(last) && take(last + 1)) return;
    if (!isWaiting) console.log('Waiting for another start, which installs the packages …');
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
}

const turnFile = (turn) => path.join(turnsFolder, `installing.${turn}`);

function turns() {
  return fs.readdirSync(turnsFolder).flatMap((name) => /^installing\.(\d+)$/.exec(name)?.slice(1).map(Number) ?? []);
}

const lastTurn = () => Math.max(0, ...turns());

function isOver(turn) {
  if (turn === 0) return true;
  try {
    const [pid, ...identity] = fs.readlinkSync(turnFile(turn)).split(' ');
    return identityOf(pid) !== identity.join(' ');
  } catch {
    // The owner of a later turn has just removed it.
    return false;
  }
}

/** Takes a turn. Creating a link is atomic: it appears with its target, or fails because another process was first. */
function take(turn) {
  try {
    fs.symlinkSync(`${process.pid} ${identityOf(process.pid)}`, turnFile(turn));
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
  const all = turns();
  // Too late: meanwhile other processes had this turn and the next.
  if (all.some((other) => other > turn)) {
    fs.rmSync(turnFile(turn), { force: true });
    return false;
  }
  for (const earlier of all) if (earlier < turn) fs.rmSync(turnFile(earlier), { force: true });
  return true;
}

/**
 * Distinguishes a process from a later one with the same id, as scripts/processes/running-process.ts does; undefined if
 * it does not run.
 */
function identityOf(pid) {
  try {
    if (process.platform !== 'linux') {
      const options = { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] };
      return execFileSync('ps', ['-ww', '-o', 'lstart=', '-p', String(pid)], options).trim();
    }
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    if (fields[0] === 'Z') return undefined;
    return `${fs.readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()} ${fields[19]}`;
  } catch {
    // No such process.
    return undefined;
  }
}

/**
 * Runs `npm ci` with the npm that runs this, and reports progress every ten seconds. Resolves to the error text, or to
 * undefined.
 */
function install() {
  const { npm_execpath: npm, npm_node_execpath: node = process.execPath } = process.env;
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const options = { cwd: root, stdio: ['ignore', 'ignore', 'pipe'] };
  const isNpm = npm !== undefined && /npm-cli\.c?js$/.test(npm);
  const child = isNpm
    ? spawn(node, [npm, ...args], options)
    : spawn(`npm ${args.join(' ')}`, { ...options, shell: true });
  const startedAt = Date.now();
  const seconds = () => Math.round((Date.now() - startedAt) / 1000);
  process.once('exit', () => child.kill());
  console.log('Installing packages (once, about a minute) …');
  const ticker = setInterval(() => console.log(`Installing packages … ${seconds()} s`), 10_000);
  let errors = '';
  child.stderr.on('data', (data) => {
    errors += data;
  });
  return new Promise((resolve) => {
    const finish = (fault) => {
      clearInterval(ticker);
      if (fault === undefined) console.log(`Packages installed in ${seconds()} s.`);
      resolve(fault);
    };
    child.once('error', (error) => finish(error.message));
    child.once('close', (code) => finish(code === 0 ? undefined : errors.trim() || `npm ended with code ${code}`));
  });
}

async function bootstrap() {
  if (process.platform === 'win32') return 'Saldo runs on Linux and macOS; on Windows start it inside WSL.';
  if (Number(process.versions.node.split('.')[0]) < 20) {
    return `Saldo needs Node 20 or newer to install its own; this is ${process.version} (${process.execPath}).`;
  }
  if (isInstalled()) return undefined;
  try {
    await takeTurn();
  } catch (error) {
    return `Cannot install packages in ${root}: ${error.message}. Make the folder writable.`;
  }
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
  if (isInstalled()) return undefined;
  const fault = await install();
  if (fault === undefined) return undefined;
  return `Installing packages failed in ${root}: ${essenceOf(fault)}`;
}

/** The first lines of npm name the fault; long help may follow. */
function essenceOf(errors) {
  const lines = errors.split('\n').map((line) => line.replace(/^npm (error|warn)/, '').trim());
  return lines.filter(Boolean).slice(0, 4).join(' | ');
}

void bootstrap().then((fault) => {
  if (fault === undefined) return;
  console.error(fault);
  process.exit(1);
});
