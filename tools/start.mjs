// One process from here on: signals reach the server itself, and nothing is left behind when it ends.
import { requireNode } from './require-node.mjs';
import { ROOT, run } from './run.mjs';

requireNode();
process.chdir(ROOT);
const code = await run(
	'turbo',
	['run', 'build', '--output-logs=errors-only', '--log-order=grouped'],
	{
		stdio: ['ignore', 'ignore', 'inherit'],
	},
);
if (code !== 0) {
	process.stderr.write(
		'Codejoust cannot start. The build failed: run "npm run build" to see why.\n',
	);
	process.exit(1);
}
await import('../apps/api/src/main.ts');
