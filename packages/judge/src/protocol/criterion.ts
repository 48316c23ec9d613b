import { findNearest } from '@codejoust/arena/text/nearest-name';
import { z } from 'zod';
import { CRITERION_NAMES, MOST_CRITERION_CHARACTERS } from '../definition/criteria.ts';

const LONGEST_NAME = 40;

/** What a definition may judge by alone. */
export const criterionField = criterionOf(CRITERION_NAMES).optional();

/** A criterion, of which some have a text of ours. */
export function criterionOf(shipped: readonly string[]) {
	return z
		.strictObject(
			{
				name: z
					.string()
					.regex(
						/^[a-z0-9][a-z0-9.-]{0,39}$/,
						`The name of a criterion has 1 to ${LONGEST_NAME} characters of a-z, 0-9, "." and "-" and begins with a letter or digit.`,
					),
				text: z.string().min(1).max(MOST_CRITERION_CHARACTERS),
			},
			{
				error: ({ code, input }) =>
					code === 'invalid_type' ? describeOther(input, shipped) : undefined,
			},
		)
		.readonly();
}

/** What was written in place of a criterion; a name of a shipped one has become that criterion before. */
function describeOther(given: unknown, shipped: readonly string[]): string {
	const known = `The shipped criteria are: ${shipped.join(', ')}.`;
	if (typeof given !== 'string')
		return `A criterion is an object of name and text, or the name of a shipped one. ${known}`;
	const name = given.slice(0, LONGEST_NAME);
	return `There is no criterion "${name}"; the nearest name is ${findNearest(name, shipped)}. ${known} Another one needs a name and a text.`;
}
