import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';

export type LineProcess = {
	readonly child: ChildProcess;
	readonly pid: number;
	/** What it printed so far, both outputs. */
	readonly lines: readonly string[];
	/** The first line that matches. Rejects when the process ends before. */
	untilLine(pattern: RegExp): Promise<string>;
	/** Sends a signal and waits for the end; resolves with the exit code, null after a deadly signal. */
	end(signal: NodeJS.Signals): Promise<number | null>;
};

/** A child that says in its output when it is ready, and that never outlives this process. */
export function startLineProcess(
	command: string,
	args: readonly string[],
	env: Readonly<Record<string, string | undefined>> = process.env,
): LineProcess {
	const child = spawn(command, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
	const killOnExit = () => child.kill('SIGKILL');
	process.once('exit', killOnExit);
	const lines: string[] = [];
	let isEnding = false;
	const exited = once(child, 'exit').then(([code, signal]: (number | string | null)[]) => {
		process.removeListener('exit', killOnExit);
		if (!isEnding)
			console.error(
				`${args.join(' ')} ended by itself: ${code ?? signal}\n${lines.slice(-20).join('\n')}`,
			);
		return code as number | null;
	});
	const listeners = new Set<(line: string) => void>();
	for (const stream of [child.stdout, child.stderr]) {
		createInterface(stream).on('line', (line) => {
			lines.push(line);
			for (const listener of listeners) listener(line);
		});
	}
	if (child.pid === undefined) throw new Error(`${command} could not be started`);
	return {
		child,
		pid: child.pid,
		lines,
		untilLine: (pattern) =>
			new Promise((resolve, reject) => {
				const look = (line: string) => {
					if (!pattern.test(line)) return;
					listeners.delete(look);
					resolve(line);
				};
				listeners.add(look);
				for (const line of lines) look(line);
				void exited.then((code) =>
					reject(new Error(`${args.join(' ')} ended with ${code}:\n${lines.join('\n')}`)),
				);
			}),
		end: (signal) => {
			isEnding = true;
			child.kill(signal);
			return exited;
		},
	};
}
