import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../', import.meta.url));

/** Runs a program of node_modules to its end and resolves with its exit code. */
export function run(command, args, options = {}) {
	return new Promise((resolve, reject) => {
		const child = spawn(command, args, {
			cwd: ROOT,
			stdio: 'inherit',
			shell: process.platform === 'win32',
			env: { ...process.env, TURBO_TELEMETRY_DISABLED: '1' },
			...options,
		});
		child.once('error', reject);
		child.once('exit', (code, signal) => resolve(signal ? 1 : (code ?? 1)));
	});
}
