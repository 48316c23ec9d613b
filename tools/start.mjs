// One process from here on: signals reach the server itself, and nothing is left behind when it ends.
import { existsSync } from 'node:fs';
import { requireNode } from './require-node.mjs';
import { ROOT, run } from './run.mjs';

requireNode();
process.chdir(ROOT);
// Pruned of what only builds need, the pages are those that were built before; the server says when there are none.
const canBuild = existsSync(`${ROOT}node_modules/.bin/turbo`);
const build = ['run', 'build', '--output-logs=errors-only', '--log-order=grouped'];
const code = canBuild ? await run('turbo', build, { stdio: ['ignore', 'ignore', 'inherit'] }) : 0;
if (code !== 0) {
	process.stderr.write(
		'Codejoust cannot start. The build failed: run "npm run build" to see why.\n',
	);
	process.exit(1);
}
await import('../apps/api/src/main.ts');
