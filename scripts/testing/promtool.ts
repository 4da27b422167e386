import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { projectRoot } from '#scripts/testing/sources';

const rules = path.join(projectRoot, 'deploy/prometheus');

const CHECKS = [
  ['check', 'config', '--syntax-only', 'prometheus.yml'],
  ['check', 'rules', 'alerts.yml'],
  ['test', 'rules', 'alerts.test.yml'],
];

/** Checks and tests the rules of deploy/prometheus with promtool, which it shows. False if one fails, or there is no promtool. */
export function testAlerts(): boolean {
  for (const args of CHECKS) {
    const { error, status } = spawnSync('promtool', args, { cwd: rules, stdio: 'inherit' });
    if (error) {
      console.error(
        'promtool is not installed: it comes with Prometheus (`apt-get install prometheus`, `brew install prometheus`, or the archive of its releases).',
      );
      return false;
    }
    if (status !== 0) return false;
  }
  return true;
}
