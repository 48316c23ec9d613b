import { LIMITS } from './limits.ts';
import { shortenValue } from './printable.ts';

/** What an answer may do to a judge instead of answering. Each is a flag that an operator looks at. */
export const SUSPICION_CODES = [
	'identical-responses',
	'label-in-answer',
	'judge-directed',
	'prompt-marker',
	'hidden-characters',
	'bidi-controls',
] as const;
export type SuspicionCode = (typeof SUSPICION_CODES)[number];

export type Suspicion = {
	readonly code: SuspicionCode;
	/** The first place that raised it, shortened and safe to print. */
	readonly excerpt: string;
};

/** Everything suspicious about one answer, each code once. Linear in the answer's length. */
export function findSuspicions(response: string): readonly Suspicion[] {
	const visible = response.replaceAll(INVISIBLE, '').normalize('NFKC').replaceAll('&gt;', '>');
	return PATTERNS.flatMap(({ code, pattern, isRaw }) => {
		const found = pattern.exec(isRaw ? response : visible);
		return found === null ? [] : [{ code, excerpt: shortenValue(found[0]) }];
	});
}

/** Whether one answer, given to `times` of `questions` questions, stands out as a null model's. */
export function isSuspiciouslyIdentical(times: number, questions: number): boolean {
	return times >= LIMITS.identicalResponses && times >= LIMITS.identicalShare * questions;
}

const INVISIBLE = /[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u180e\u{e0000}-\u{e007f}]/gu;

type Pattern = {
	readonly code: SuspicionCode;
	readonly pattern: RegExp;
	/** Looked for in the answer as it is; otherwise in what a reader would see of it. */
	readonly isRaw: boolean;
};

// Joiners are a part of emoji and of several scripts: only one beside an ASCII character hides something.
// Tag characters likewise, but only in flags: a tag that follows neither the black flag nor another tag.
const HIDDEN =
	/[\u200b\u2060-\u2064\u180e]|(?!^)\ufeff|(?<=[\u0020-\u007e])[\u200c\u200d]|(?<![\u{1f3f4}\u{e0000}-\u{e007f}])[\u{e0000}-\u{e007f}]/u;
const BIDI = /[\u202a-\u202e\u2066-\u2069]/u;
const LABEL = /\[\[\s{0,9}[AB]\s{0,9}(?:>{1,2}|<{1,2}|=)\s{0,9}[AB]\s{0,9}\]\]/i;
const MARKER = /<\|\s?The (?:Start|End) of Assistant [AB]'s Answer\s?\|>/i;
const JUDGE_DIRECTED = joinPatterns([
	/\b(?:dear|attention|note (?:to|for)|message (?:to|for)|hello|hi),? (?:the )?(?:judge|evaluator|grader|impartial judge)\b/,
	/\b(?:ignore|disregard|forget) (?:all |any )?(?:of )?(?:the |your )?(?:other|previous|prior|above|earlier|preceding) (?:answers?|assistants?|responses?|instructions?|prompts?)\b/,
	/\bAssistant [AB](?:'s (?:answer|response))? (?:is|was|should be (?:rated|judged)) (?:significantly |slightly |clearly |much |far )?(?:better|worse|superior|the winner)\b/,
	/\b(?:rate|score|judge|rank|grade|choose|select|prefer|pick) (?:this|my) (?:answer|response|solution) (?:as |with |at )?(?:the )?(?:a )?(?:higher|highest|best|better|winner|10|perfect)\b/,
	/\b(?:this|my|the following|the above) (?:answer|response|solution) (?:is|was|has been) (?:significantly |clearly |far |much )?(?:better than (?:the )?(?:other|Assistant)|superior to (?:the )?(?:other|Assistant))\b/,
	/\b(?:verified|approved|certified) (?:as correct )?by (?:an? |the )?(?:\w{1,20} )?(?:experts?|judges?|evaluators?)\b/,
	/\byour (?:final )?verdict (?:is|must be|should be)\b|\bmy final verdict is\b/,
]);

const PATTERNS: readonly Pattern[] = [
	{ code: 'label-in-answer', pattern: LABEL, isRaw: false },
	{ code: 'judge-directed', pattern: JUDGE_DIRECTED, isRaw: false },
	{ code: 'prompt-marker', pattern: MARKER, isRaw: false },
	{ code: 'hidden-characters', pattern: HIDDEN, isRaw: true },
	{ code: 'bidi-controls', pattern: BIDI, isRaw: true },
];

function joinPatterns(patterns: readonly RegExp[]): RegExp {
	return new RegExp(patterns.map(({ source }) => source).join('|'), 'i');
}
