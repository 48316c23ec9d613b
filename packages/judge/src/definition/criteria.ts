// This file loads nothing, so that a form in a browser can read it.

/** What a judge under a criterion judges by: a name for people, and the text that the judge reads. */
export type Criterion = {
	/** 1 to 40 characters of a-z, 0-9, "." and "-". */
	readonly name: string;
	/** 1 to `MOST_CRITERION_CHARACTERS` characters. */
	readonly text: string;
};

export const MOST_CRITERION_CHARACTERS = 1000;

/** The criteria that have a text of ours. */
export const CRITERION_NAMES = [
	'correctness',
	'efficiency',
	'security',
	'readability',
	'robustness',
] as const;
export type CriterionName = (typeof CRITERION_NAMES)[number];

const TEXTS: Readonly<Record<CriterionName, string>> = {
	correctness:
		'Correctness: does the code do what the question asks? Prefer the answer whose code would compile, run and give the right result for every input that the question allows, edge cases included, and that keeps every constraint of the question. A fault in the main path counts more than a fault in a rare case.',
	efficiency:
		'Efficiency: how much time and memory does the code need? Prefer the answer whose time and memory grow more slowly with the size of the input. Where they grow alike, prefer the one that does less needless work: repeated computations, copies, allocations, queries or calls. Shorter source code is not faster code.',
	security:
		'Security: how easily can an attacker abuse the code? Prefer the answer that is safer against hostile input: no injection, no unsafe deserialisation, no memory error, no path outside of the intended folder, no weak cryptography, no leaked secret, and no more rights than the task needs. A dangerous command without a warning counts against an answer.',
	readability:
		'Readability: how easily can another programmer understand and change the code? Prefer the answer with clear names, a simple structure, small functions, the usual style of its language and no repetition. Judge the code itself: a comment does not make unclear code clear.',
	robustness:
		'Robustness: how does the code behave when something goes wrong? Prefer the answer that handles empty, invalid, extreme and unexpected inputs, calls that fail and resources that run out: it reports the error, releases what it holds, and never continues silently with wrong data.',
};

/** Names no quality: what the other criteria are compared with. */
export const GENERAL_CRITERION: Criterion = {
	name: 'general',
	text: 'Overall quality: which answer is the better code for the question as a whole? Weigh every quality that matters for this question.',
};

/** The shipped criterion of this name; undefined where there is none. */
export function findCriterion(name: string): Criterion | undefined {
	const known = CRITERION_NAMES.find((one) => one === name);
	return known && { name: known, text: TEXTS[known] };
}
