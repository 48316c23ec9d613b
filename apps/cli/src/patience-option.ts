import type { Command } from 'commander';
import { readInteger } from './option-values.ts';

/** How long a watched server may be away. */
export function addPatience(command: Command): Command {
	return command.option(
		'--patience <seconds>',
		'how long to wait for an unreachable server while watching',
		readInteger(0, 86_400),
		60,
	);
}
