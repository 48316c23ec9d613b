// The API restarts when its sources change; the pages are served by Vite with hot reload on port 5173.
import { spawn } from 'node:child_process';
import { requireNode } from './require-node.mjs';
import { ROOT } from './run.mjs';

requireNode();
const port = process.env.PORT ?? '3000';
const env = {
	...process.env,
	PORT: port,
	CODEJOUST_ROLE: 'api,worker',
	CODEJOUST_API_URL: `http://127.0.0.1:${port}`,
};
const start = (command, args, cwd) =>
	spawn(command, args, { cwd, env, stdio: 'inherit', shell: process.platform === 'win32' });
const children = [
	start(
		'node',
		[
			'--watch',
			'--watch-preserve-output',
			'--watch-path=apps/api/src',
			'--watch-path=packages',
			'apps/api/src/main.ts',
		],
		ROOT,
	),
	start('vite', ['dev', '--port', '5173'], `${ROOT}/apps/web`),
];
process.stdout.write(`API on http://127.0.0.1:${port}, pages on http://localhost:5173\n`);

for (const signal of ['SIGINT', 'SIGTERM']) {
	process.on(signal, () => {
		for (const child of children) child.kill('SIGTERM');
	});
}
const codes = await Promise.all(
	children.map((child) => new Promise((resolve) => child.once('exit', resolve))),
);
process.exit(codes.find((code) => code) ?? 0);
