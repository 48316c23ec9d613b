import type { Command } from 'commander';
import { type PreparationOptions, readSample } from '@codejoust/formats/checks/preparation';
import { ACCEPT_WORDS } from './accept-option.ts';
import type { FieldMap } from '@codejoust/formats/rows/field-map';
import { MAP_WORDS, readMapOption } from './read-answers.ts';
import { UsageError } from './usage-error.ts';

/** What may be done to answers before they are submitted. */
export type PreparingOptions = {
	readonly accept?: string;
	readonly stripThinking?: boolean;
	readonly repair?: boolean;
};

/** How a file of answers is read, the same for every command that takes one. */
export type AnswerOptions = PreparingOptions & {
	readonly map?: FieldMap;
	readonly sample?: number;
};

export function addAnswerOptions(command: Command): Command {
	return addPreparingOptions(command)
		.option('--map <pairs>', MAP_WORDS, readMapOption)
		.option(
			'--sample <which>',
			'of several answers to a question, the first, or number n; recorded with the submission',
			readSampleOption,
		);
}

/** Those that also answers take that were made here. */
export function addPreparingOptions(command: Command): Command {
	return command
		.option('--accept <codes>', ACCEPT_WORDS)
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
export function pickPreparation(options: AnswerOptions): PreparationOptions {
	const { stripThinking, repair, sample, map } = options;
	return {
		...(stripThinking ? { stripThinking } : {}),
		...(repair ? { repair } : {}),
		...(sample === undefined ? {} : { sample }),
		...(map === undefined ? {} : { map }),
	};
}

function readSampleOption(text: string): number {
	const sample = readSample(text);
	if (sample !== undefined) return sample;
	throw new UsageError('--sample is "first", or a number from 1 to 1000.');
}
