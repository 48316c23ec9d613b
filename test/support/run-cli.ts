import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The same sources are compiled once for all processes of a run. */
export const COMPILE_CACHE = join(tmpdir(), 'codejoust-compile-cache');

/** CI builds first, and the package starts with half the CPU; elsewhere a build may be older than the sources. */
const MAIN = fileURLToPath(
	new URL(
		process.env['CI'] ? '../../apps/cli/build/package/codejoust.js' : '../../apps/cli/src/main.ts',
		import.meta.url,
	),
);

export type CliResult = {
	readonly code: number | null;
	readonly stdout: string;
	readonly stderr: string;
};
export type CliProcess = {
	readonly child: ChildProcess;
	/** Resolves as soon as standard error holds the text. */
	readonly untilSaid: (text: string) => Promise<void>;
	readonly ended: Promise<CliResult>;
};
export type CliOptions = {
	/** Added to an environment that has nothing of this machine's settings. */
	readonly env?: Readonly<Record<string, string>>;
	readonly input?: string;
};

/** Starts the command line as a process of its own, with no login and no colours. */
export function startCli(
	args: readonly string[],
	{ env = {}, input = '' }: CliOptions = {},
): CliProcess {
	const child = spawn(process.execPath, [MAIN, ...args], {
		env: {
			PATH: process.env['PATH'],
			XDG_CONFIG_HOME: '/nonexistent',
			NODE_COMPILE_CACHE: COMPILE_CACHE,
			...env,
		},
	});
	let stdout = '';
	let stderr = '';
	child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text));
	child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text));
	child.stdin.end(input);
	const ended = once(child, 'close').then(([code]): CliResult => ({ code, stdout, stderr }));
	const untilSaid = async (text: string) => {
		while (!stderr.includes(text)) {
			const isEnded = await Promise.race([
				once(child.stderr, 'data').then(() => false),
				ended.then(() => true),
			]);
			if (isEnded && !stderr.includes(text)) throw new Error(`never said "${text}": ${stderr}`);
		}
	};
	return { child, untilSaid, ended };
}

/** Runs it to its end. */
export function runCli(args: readonly string[], options?: CliOptions): Promise<CliResult> {
	return startCli(args, options).ended;
}
