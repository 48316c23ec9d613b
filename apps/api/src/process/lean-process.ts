import { fileURLToPath } from 'node:url';

/**
 * Node gives the young generation up to 96 MiB and lets the old one grow to four times what lives in it. Judging makes
 * short-lived texts at a steady pace, of which many become old while the judge answers: docs/performance.md has the table.
 */
const LEAN_HEAP = ['--max-semi-space-size=16', '--heap-growing-percent=50'];

/** glibc keeps up to eight arenas a core, in which what Node's threads gave back stays. Nothing of ours waits for the one that is left. */
const LEAN_ALLOCATOR = { MALLOC_ARENA_MAX: '1' };

/**
 * Begins this process anew with a lean heap and allocator: same pid, same streams, same signals. Does nothing when the heap was set by
 * whoever started us, and where a process cannot be replaced (Windows).
 *
 * @param entry the URL of the module to run, which calls this before it loads anything else
 */
export function relaunchLean(entry: string, variables: NodeJS.ProcessEnv): void {
	const given = [...process.execArgv, variables['NODE_OPTIONS'] ?? ''].join(' ');
	if (given.includes('--max-semi-space-size') || process.platform === 'win32') return;
	const command = [process.execPath, ...process.execArgv, ...LEAN_HEAP, fileURLToPath(entry)];
	const environment = { ...LEAN_ALLOCATOR, ...variables };
	process.execve?.(process.execPath, [...command, ...process.argv.slice(2)], environment);
}
