import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type LaunchOptions } from '@playwright/test';

/**
 * How to launch Chromium: the one that SALDO_BROWSER names, else the one from the npm packages, else Playwright's own if
 * installed, else the system's. The packages bring one for Linux on x64: it needs no system libraries, is of the same
 * version everywhere, and has no windows, so that it takes a third of the processor time of a whole browser.
 */
export function browserLaunchOptions(): LaunchOptions {
  // Chromium refuses to start its sandbox as root, the usual user of containers.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const chosen = process.env.SALDO_BROWSER;
  if (chosen && !existsSync(chosen)) throw new Error(`SALDO_BROWSER names no file: ${chosen}`);
  if (!chosen && process.platform === 'linux' && process.arch === 'x64') return { ...packagedChromium(), args };
  const executablePath = [chosen, chromium.executablePath(), ...systemChromium()].find(
    (file) => file && existsSync(file),
  );
  if (!executablePath) throw new Error('there is no Chromium: install one, or name it in SALDO_BROWSER');
  return { executablePath, args };
}

function systemChromium(): string[] {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  return folders.flatMap((folder) => names.map((name) => path.join(folder, name)));
}

/** Unpacks the Chromium of @sparticuz/chromium, with its libraries and fonts, once per version. */
function packagedChromium(): LaunchOptions {
  const modules = path.resolve(import.meta.dirname, '../../node_modules');
  const { version } = JSON.parse(readFileSync(path.join(modules, '@sparticuz/chromium/package.json'), 'utf8'));
  const cache = path.join(modules, '.cache');
  const home = path.join(cache, `chromium-${version}`);
  if (!existsSync(home)) {
    mkdirSync(cache, { recursive: true });
    const staging = mkdtempSync(path.join(cache, 'chromium-unpacking-'));
    try {
      // The package unpacks into the temporary folder, and unpacks its libraries only on what looks like AWS Lambda.
      const unpack =
        "const { default: chromium } = await import('@sparticuz/chromium'); await chromium.executablePath();";
      execFileSync(process.execPath, ['--input-type=module', '--eval', unpack], {
        cwd: import.meta.dirname,
        env: { ...process.env, TMPDIR: staging, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs22.x' },
      });
      // The package's own fonts.conf names only folders of AWS Lambda, so text would have no glyphs.
      const folders = [path.join(home, 'fonts'), '/usr/share/fonts'].map((folder) => `<dir>${folder}</dir>`).join('');
      const config = `<fontconfig>${folders}<cachedir>${path.join(home, 'fonts-cache')}</cachedir></fontconfig>\n`;
      writeFileSync(path.join(staging, 'fonts/fonts.conf'), config);
      renameSync(staging, home);
    } catch (error) {
      // Another run may have unpacked it first; its copy is as good.
      if (!existsSync(home)) throw error;
    } finally {
      rmSync(staging, { recursive: true, force: true });
    }
  }
  const env = {
    ...process.env,
    LD_LIBRARY_PATH: [path.join(home, 'al2023/lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
    FONTCONFIG_PATH: path.join(home, 'fonts'),
  };
  return { executablePath: path.join(home, 'chromium'), env: env as Record<string, string> };
}
