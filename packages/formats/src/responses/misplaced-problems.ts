import { listNames } from '@codejoust/arena/text/printable';
import { groupDigits } from '../checks/limits.ts';
import { MISPLACED_CODES, type MisplacedCode } from '../checks/misplaced-text.ts';
import type { Problem } from '../checks/problem.ts';
import type { Warnings } from '../checks/warnings.ts';

/** One problem for every kind of text in the place of an answer that nobody has accepted, with the first rows. */
export function findMisplacedProblems(
	{ shown, byCode }: Warnings,
	accepted: readonly MisplacedCode[],
): readonly Problem[] {
	return MISPLACED_CODES.filter((code) => !accepted.includes(code)).flatMap((code) => {
		const times = byCode[code] ?? 0;
		if (times === 0) return [];
		const rows = shown
			.filter((warning) => warning.code === code)
			.flatMap(({ line }) => (line === undefined ? [] : [String(line)]));
		const what = `${groupDigits(times)} ${times === 1 ? `answer ${SAYS[code][0]}` : `answers ${SAYS[code][1]}`}`;
		const where = `${times === 1 ? 'row' : 'rows'} ${listNames(rows, times)}`;
		const message = `${what} (${where}). ${ADVICE[code]} Or accept this with "accept=${code}": ${ACCEPTED[code] ?? 'the judge then reads the text as it is'}.`;
		return [{ reason: 'not-accepted', field: 'accept', message }];
	});
}

/** Of one answer, and of several. */
const SAYS: Readonly<Record<MisplacedCode, readonly [string, string]>> = {
	'error-text': ['is an error message', 'are error messages'],
	'provider-refusal': ['is a refusal of the provider', 'are refusals of the provider'],
	'thinking-left': ['holds what the model thought', 'hold what the model thought'],
	'unclosed-thinking': ['ends in the middle of thinking', 'end in the middle of thinking'],
	'only-thinking': ['is empty beside its thinking', 'are empty beside their thinking'],
};

const ACCEPTED: Partial<Record<MisplacedCode, string>> = {
	'only-thinking': 'an empty answer loses its battle',
};

const AGAIN =
	'Ask the model again for these questions, or leave the text empty: that loses the battle.';
const ADVICE: Readonly<Record<MisplacedCode, string>> = {
	'error-text': AGAIN,
	'provider-refusal': AGAIN,
	'thinking-left':
		'Remove it from the answers, or have it removed: --strip-thinking, "strip_thinking=true" or the box on the page.',
	'unclosed-thinking': 'Ask the model again with more tokens.',
	'only-thinking':
		'Some endpoints put the whole answer there, and some models spend all their tokens on it: ask again with more tokens or another setting of the endpoint.',
};
