import { CommanderError } from 'commander';
import type { CliContext } from './cli-context.ts';
import { describeError } from './describe-error.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { createProgram } from './program.ts';
import { createTerminal } from './terminal.ts';

/** Runs one command line (without node and the script) and resolves with the process's exit code. */
export async function run(args: readonly string[]): Promise<ExitCode> {
	const terminal = createTerminal(process.stdout, process.stderr);
	let exitCode: ExitCode = EXIT.ok;
	const context: CliContext = {
		terminal,
		finish: (code) => {
			exitCode = code;
		},
	};
	try {
		await createProgram(context).parseAsync([...args], { from: 'user' });
		return exitCode;
	} catch (error) {
		// Commander has said it already, and `--help` ends this way too.
		if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.badInput;
		const { lines, code } = describeError(error);
		for (const line of lines) terminal.error(line);
		return code;
	}
}
