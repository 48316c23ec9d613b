import type { Command } from 'commander';
import type { PreparationOptions } from '@codejoust/formats/checks/preparation';
import { ACCEPT_WORDS } from './accept-option.ts';
import { type FieldMap, MAP_WORDS, readFieldMap } from './read-answers.ts';

/** How a file of answers is read, the same for every command that takes one. */
export type AnswerOptions = {
	readonly accept?: string;
	readonly map?: FieldMap;
	readonly stripThinking?: boolean;
	readonly repair?: boolean;
};

export function addAnswerOptions(command: Command): Command {
	return command
		.option('--accept <codes>', ACCEPT_WORDS)
		.option('--map <pairs>', MAP_WORDS, readFieldMap)
		.option(
			'--strip-thinking',
			'remove what the model thought from its answers; recorded with the submission',
		)
		.option(
			'--repair',
			'write U+FFFD for characters that no text can hold; recorded with the submission',
		);
}

/** What is done to the answers before they are stored. */
export function pickPreparation({ stripThinking, repair }: AnswerOptions): PreparationOptions {
	return {
		...(stripThinking ? { stripThinking } : {}),
		...(repair ? { repair } : {}),
	};
}
