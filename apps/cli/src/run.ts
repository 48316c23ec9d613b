import { CommanderError } from 'commander';
import { tellIssuesPlainly } from '@codejoust/contract/plain-issues';
import { VERSION } from '@codejoust/contract/version';
import type { CliContext } from './cli-context.ts';
import type { GlobalOptions } from './connect.ts';
import { describeError } from './describe-error.ts';
import { describeVersions } from './describe-versions.ts';
import { EXIT, type ExitCode } from './exit-code.ts';
import { createProgram } from './program.ts';
import { createTerminal } from './terminal.ts';

/** Runs one command line (without node and the script) and resolves with the process's exit code. */
export async function run(args: readonly string[]): Promise<ExitCode> {
	tellIssuesPlainly();
	const terminal = createTerminal(process.stdout, process.stderr);
	// No option of the program: commands have one of the same name.
	if (args.length === 1 && /^(--version|-V)$/.test(args[0] ?? '')) {
		terminal.print(VERSION);
		return EXIT.ok;
	}
	let exitCode: ExitCode = EXIT.ok;
	const context: CliContext = {
		terminal,
		finish: (code) => {
			exitCode = code;
		},
	};
	let versions: string | undefined;
	const noteVersion: GlobalOptions['noteVersion'] = (server, origin) => {
		versions = describeVersions({ client: VERSION, server, origin });
	};
	const program = createProgram(context).setOptionValue('noteVersion', noteVersion);
	try {
		await program.parseAsync([...args], { from: 'user' });
		return exitCode;
	} catch (error) {
		// Commander has said it already, and `--help` ends this way too.
		if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.badInput;
		const { lines, code } = describeError(error);
		for (const line of lines) terminal.error(line);
		return code;
	} finally {
		// Last, also after a refusal: the reason may be that the other does not know something yet.
		if (versions !== undefined) terminal.error(versions);
	}
}
