import type { Command } from 'commander';

/** A command with what can follow it, as a completion needs it. */
export type CommandWords = {
	/** Its words after `codejoust`: `board`, `import benchmark`. */
	readonly path: string;
	readonly says: string;
	readonly options: readonly {
		readonly flag: string;
		readonly says: string;
		readonly takesFile: boolean;
	}[];
};

/** Every command of the program, nested ones too, in order. */
export function listCommands(program: Command): readonly CommandWords[] {
	return program.commands.flatMap((command) => listFrom(command, [], program));
}

function listFrom(command: Command, before: readonly string[], program: Command): CommandWords[] {
	const path = [...before, command.name()];
	const options = [...command.options, ...program.options].flatMap(
		({ long, flags, description }) =>
			long ? [{ flag: long, says: description, takesFile: flags.includes('<file>') }] : [],
	);
	const help = { flag: '--help', says: 'display help', takesFile: false };
	return [
		{
			path: path.join(' '),
			says: command.summary() || command.description(),
			options: [...options, help],
		},
		...command.commands.flatMap((nested) => listFrom(nested, path, program)),
	];
}
