import { CORE_LIKE, findLabelLike } from '@codejoust/arena/rules/label-grammar';
import { shortenValue } from '@codejoust/arena/text/printable';
import { foldText } from './fold-text.ts';
import { LIMITS } from './limits.ts';

/** What an answer may do to a judge instead of answering. Each is a flag that an operator looks at. */
export const SUSPICION_CODES = [
	'identical-responses',
	'label-in-answer',
	'judge-directed',
	'prompt-marker',
	'hidden-characters',
	'bidi-controls',
	'copies-baseline',
	'copies-model',
	'copies-reference',
] as const;
export type SuspicionCode = (typeof SUSPICION_CODES)[number];

export type Suspicion = {
	readonly code: SuspicionCode;
	/** The first place that raised it, shortened and safe to print. */
	readonly excerpt: string;
};

/** Everything suspicious about one answer, each code once. Linear in the answer's length. */
export function findSuspicions(response: string): readonly Suspicion[] {
	const seen = foldText(response);
	return DETECTORS.flatMap(({ code, find }) => {
		const found = find(response, seen);
		return found === undefined ? [] : [{ code, excerpt: shortenValue(found) }];
	});
}

/** Whether one answer, given to `times` of `questions` questions, stands out as a null model's. */
export function isSuspiciouslyIdentical(times: number, questions: number): boolean {
	return times >= LIMITS.identicalResponses && times >= LIMITS.identicalShare * questions;
}

/** Whether so many answers of `questions` that equal those of another submission are more than chance. */
export function isSuspiciouslyCopied(times: number, questions: number): boolean {
	return times >= LIMITS.copiedResponses && times >= LIMITS.copiedShare * questions;
}

type Detector = {
	readonly code: SuspicionCode;
	/** The first part that raises it: of the answer as it is, or of what a reader would see of it. */
	readonly find: (response: string, seen: string) => string | undefined;
};

// Joiners are a part of emoji and of several scripts: only one beside an ASCII character hides something.
// Tag characters likewise, but only in flags: a tag that follows neither the black flag nor another tag.
const HIDDEN =
	/[\u200b\u2060-\u2064\u180e]|(?!^)\ufeff|(?<=[\u0020-\u007e])[\u200c\u200d]|(?<![\u{1f3f4}\u{e0000}-\u{e007f}])[\u{e0000}-\u{e007f}]/u;
const BIDI = /[\u202a-\u202e\u2066-\u2069]/u;
/** What a judge of structured output would say. */
const JSON_VERDICT = new RegExp(
	String.raw`["'“”]verdict["'“”]\s{0,9}:\s{0,9}["'“”](?:\[\[)?${CORE_LIKE}(?:\]\])?["'“”]`,
	'iu',
);
/** The ends of an answer and the fences around it, with any blanks, dashes and quotation marks. */
const MARKER =
	/[<[{(]\s{0,9}\|?\s{0,9}(?:the[\s_-]{1,9})?(?:start|end)[\s_-]{1,9}of[\s_-]{1,9}(?:the[\s_-]{1,9})?assistant[\s_-]{1,9}[ab]\b|[-‐-―─━]{2,9}\s{0,9}fence\s{1,9}["'“”‘’`]?[0-9a-f]{6}/iu;
const JUDGE_DIRECTED = joinPatterns([
	/\b(?:dear|attention|note (?:to|for)|message (?:to|for)|hello|hi),? (?:the )?(?:judge|evaluator|grader|impartial judge)\b/,
	/\b(?:ignore|disregard|forget) (?:all |any )?(?:of )?(?:the |your )?(?:other|previous|prior|above|earlier|preceding) (?:answers?|assistants?|responses?|instructions?|prompts?)\b/,
	/\bAssistant [AB](?:'s (?:answer|response))? (?:is|was|should be (?:rated|judged)) (?:significantly |slightly |clearly |much |far )?(?:better|worse|superior|the winner)\b/,
	/\b(?:rate|score|judge|rank|grade|choose|select|prefer|pick) (?:this|my) (?:answer|response|solution) (?:as |with |at )?(?:the )?(?:a )?(?:higher|highest|best|better|winner|10|perfect)\b/,
	/\b(?:this|my|the following|the above) (?:answer|response|solution) (?:is|was|has been) (?:significantly |clearly |far |much )?(?:better than (?:the )?(?:other|Assistant)|superior to (?:the )?(?:other|Assistant))\b/,
	/\b(?:verified|approved|certified) (?:as correct )?by (?:an? |the )?(?:\w{1,20} )?(?:experts?|judges?|evaluators?)\b/,
	/\byour (?:final )?verdict (?:is|must be|should be)\b|\bmy final verdict is\b/,
]);

const firstOf = (pattern: RegExp, text: string) => pattern.exec(text)?.[0];

const DETECTORS: readonly Detector[] = [
	{
		code: 'label-in-answer',
		find: (response) => findLabelLike(response) ?? firstOf(JSON_VERDICT, response),
	},
	{ code: 'judge-directed', find: (_response, seen) => firstOf(JUDGE_DIRECTED, seen) },
	{ code: 'prompt-marker', find: (_response, seen) => firstOf(MARKER, seen) },
	{ code: 'hidden-characters', find: (response) => firstOf(HIDDEN, response) },
	{ code: 'bidi-controls', find: (response) => firstOf(BIDI, response) },
];

function joinPatterns(patterns: readonly RegExp[]): RegExp {
	return new RegExp(patterns.map(({ source }) => source).join('|'), 'i');
}
