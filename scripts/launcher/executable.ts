import { cpSync, rmSync } from 'node:fs';
import path from 'node:path';
import { build } from 'esbuild';
import { projectRoot } from '#scripts/launcher/project-root';

/** The packages that stay as they are: pg-boss reads files of its own, pg and sharp choose what they load at run time. Next has traced them. */
const external = ['pg', 'pg-boss', 'sharp'];

/**
 * Bundles `scripts/deploy/saldo.ts` into `folder`, which holds the web server, with the migrations that it applies. Each role loads its
 * own chunks only: from the sources, a worker takes 90 MB more.
 */
export async function bundleExecutable(folder: string): Promise<void> {
  rmSync(path.join(folder, 'saldo'), { recursive: true, force: true });
  await build({
    absWorkingDir: projectRoot,
    entryPoints: { saldo: 'scripts/deploy/saldo.ts' },
    outdir: folder,
    outExtension: { '.js': '.mjs' },
    chunkNames: 'saldo/[name]-[hash]',
    splitting: true,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    external,
    minify: true,
    keepNames: true,
    sourcemap: false,
    logLevel: 'silent',
    // Packages in the old module format ask for Node's own modules by `require`.
    banner: { js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);` },
  });
  cpSync(path.join(projectRoot, 'drizzle/migrations'), path.join(folder, 'saldo/migrations'), {
    recursive: true,
    filter: (file) => !file.endsWith('_snapshot.json'),
  });
}
