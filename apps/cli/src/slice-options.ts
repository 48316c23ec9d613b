import type { LeaderboardQuery } from '@codejoust/contract/client';
import { DIFFICULTIES } from '@codejoust/contract/schemas/closed-lists';
import { type Command, Option } from 'commander';

export type SliceOptions = {
	readonly category?: string;
	readonly subcategory?: string;
	readonly language?: string;
	readonly difficulty?: string;
	readonly judge?: string;
};

/** The options that choose a slice of the questions and a judge. */
export function addSliceOptions(command: Command): Command {
	return command
		.option('--category <name>', 'only questions of this category')
		.option('--subcategory <name>', 'only questions of this subcategory')
		.option('--language <name>', 'only questions in this language')
		.addOption(
			new Option('--difficulty <level>', 'only questions of this difficulty').choices([
				...DIFFICULTIES,
			]),
		)
		.option('-j, --judge <name>', 'a judge version, as name@version');
}

export function readSlice({
	category,
	subcategory,
	language,
	difficulty,
	judge,
}: SliceOptions): LeaderboardQuery {
	return {
		...(category === undefined ? {} : { category }),
		...(subcategory === undefined ? {} : { subcategory }),
		...(language === undefined ? {} : { language }),
		...(difficulty === undefined ? {} : { difficulty }),
		...(judge === undefined ? {} : { judge }),
	};
}
