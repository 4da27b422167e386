// First command after `git clone`: installs the packages when package-lock.json asks for others than are installed.
// Runs on whatever Node the machine has, before anything is installed: plain CommonJS, no dependency.
const { spawn } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..');
const turnFile = path.join(root, '.saldo', 'installing');

/** Packages by their path; undefined when the file is missing or was not written to its end. */
function packagesOf(lockfile) {
  try {
    return JSON.parse(fs.readFileSync(path.join(root, lockfile), 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/** npm lists what it installed in node_modules, as its last act; packages for other platforms are rightly missing there. */
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

/** Two first starts at once: one installs, the other waits. The file of a process that is gone blocks nobody. */
async function takeTurn() {
  fs.mkdirSync(path.dirname(turnFile), { recursive: true });
  const signed = `${turnFile}-${process.pid}`;
  fs.writeFileSync(signed, String(process.pid));
  try {
    for (let told = false; !claim(signed); told = true) {
      const owner = ownerOfTurn();
      if (owner !== undefined && !isRunning(owner)) fs.rmSync(turnFile, { force: true });
      else if (!told) console.log('Waiting for another start, which installs the packages …');
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  } finally {
    fs.rmSync(signed, { force: true });
  }
}

/** A link appears at once and complete, or not at all because someone else's is there. */
function claim(signed) {
  try {
    fs.linkSync(signed, turnFile);
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error;
  }
}

function ownerOfTurn() {
  try {
    return Number(fs.readFileSync(turnFile, 'utf8'));
  } catch {
    // Its owner is done just now.
    return undefined;
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Runs `npm ci` with the npm that runs us, and tells every ten seconds that it still does. Resolves to its complaint. */
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
  let complaint = '';
  child.stderr.on('data', (data) => {
    complaint += data;
  });
  return new Promise((resolve) => {
    const finish = (fault) => {
      clearInterval(ticker);
      if (fault === undefined) console.log(`Packages installed in ${seconds()} s.`);
      resolve(fault);
    };
    child.once('error', (error) => finish(error.message));
    child.once('close', (code) => finish(code === 0 ? undefined : complaint.trim() || `npm ended with code ${code}`));
  });
}

async function bootstrap() {
  if (Number(process.versions.node.split('.')[0]) < 20) {
    return `Saldo needs Node 20 or newer to install its own; this is ${process.version} (${process.execPath}).`;
  }
  if (isInstalled()) return undefined;
  try {
    await takeTurn();
  } catch (error) {
    return `Cannot install packages in ${root}: ${error.message}. Make the folder writable.`;
  }
  process.once('exit', () => fs.rmSync(turnFile, { force: true }));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));
  if (isInstalled()) return undefined;
  const fault = await install();
  if (fault === undefined) return undefined;
  return `Installing packages failed in ${root}: ${essenceOf(fault)}`;
}

/** npm's first words name the fault; pages about its usage may follow. */
function essenceOf(complaint) {
  const lines = complaint.split('\n').map((line) => line.replace(/^npm (error|warn)/, '').trim());
  return lines.filter(Boolean).slice(0, 4).join(' | ');
}

void bootstrap().then((fault) => {
  if (fault === undefined) return;
  console.error(fault);
  process.exit(1);
});
