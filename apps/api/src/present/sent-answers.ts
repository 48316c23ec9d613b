import type { SentAnswers } from '@codejoust/contract/schemas/battle';
import type { LeftReason, Preparation } from '@codejoust/judge/definition/definition-values';
import type { PreparedTexts } from '@codejoust/judge/prepare/prepare-texts';
import type { LeftPart, PreparedText } from '@codejoust/judge/prepare/prepared-text';

export type FoundSent = PreparedTexts & { readonly prepare: Preparation };

/** Both answers as the judge was shown them, with what was left as it was. */
export function presentSent({ prepare, baseline, response }: FoundSent): SentAnswers {
	return {
		prepare,
		are_equal: baseline.text === response.text,
		baseline_answer: presentText(baseline),
		answer: presentText(response),
	};
}

function presentText({ text, removed, left }: PreparedText): SentAnswers['answer'] {
	return {
		text,
		removed_characters: removed,
		left: left.map((part) => ({
			block: part.block ?? null,
			language: part.language ?? null,
			reason: part.reason,
			says: describeLeft(part),
		})),
	};
}

const WORDS: Readonly<Record<LeftReason, string>> = {
	'no-language': 'neither a fence nor the question names its language',
	'unknown-language': 'the comments of its language are not known',
	'not-code': 'it has no fence, and it is not plainly code',
	'long-text': 'it has more characters than are looked at',
	'long-line': 'it has a line with more characters than are looked at',
	'too-slow': 'its tokenizer took too long',
	unstable: 'without its comments it has new ones, again and again',
};

function describeLeft({ block, language, reason }: LeftPart): string {
	const place = block === undefined ? 'The answer' : `Block ${block} of its code`;
	const named = language === undefined ? '' : ` (${language})`;
	return `${place}${named} was left as it is: ${WORDS[reason]}.`;
}
