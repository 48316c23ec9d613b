import { Argument, type Command } from 'commander';
import type { CliContext } from '../cli-context.ts';
import { listCommands } from '../completion/command-words.ts';
import { COMPLETION_SCRIPTS, SHELLS, type Shell } from '../completion/scripts.ts';
import { examples } from '../examples.ts';

/** `completion`: a script for a shell. */
export function addCompletion(program: Command, { terminal }: CliContext): void {
	program
		.command('completion')
		.summary('print a script that completes commands in a shell')
		.description('Prints a script that completes commands and options in a shell.')
		.addArgument(new Argument('<shell>', 'the shell').choices([...SHELLS]))
		.addHelpText(
			'after',
			examples('completion bash > ~/.local/share/bash-completion/completions/codejoust'),
		)
		.action((shell: Shell) => {
			terminal.print(COMPLETION_SCRIPTS[shell](listCommands(program)));
		});
}
