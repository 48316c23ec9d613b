import { fileURLToPath } from 'node:url';

/**
 * Node gives the young generation up to 96 MiB and lets the old one grow to four times what lives in it. Judging makes
 * short-lived texts at a steady pace: these sizes take 40 % off the memory for a third of a millisecond a game.
 */
const LEAN_HEAP = ['--max-semi-space-size=16', '--heap-growing-percent=25'];

/**
 * Begins this process anew with a lean heap: same pid, same streams, same signals. Does nothing when the heap was set by
 * whoever started us, and where a process cannot be replaced (Windows).
 *
 * @param entry the URL of the module to run, which calls this before it loads anything else
 */
export function relaunchLean(entry: string, variables: NodeJS.ProcessEnv): void {
	const given = [...process.execArgv, variables['NODE_OPTIONS'] ?? ''].join(' ');
	if (given.includes('--max-semi-space-size') || process.platform === 'win32') return;
	const command = [process.execPath, ...process.execArgv, ...LEAN_HEAP, fileURLToPath(entry)];
	process.execve?.(process.execPath, [...command, ...process.argv.slice(2)], variables);
}
