// This file loads nothing, so that a form in a browser can read it.

import type { Criterion } from './criteria.ts';

/** The preferences that have a text of ours, by which one answer is rated at a time. */
export const PREFERENCE_NAMES = [
	'instruction-following',
	'code-explanation',
	'complexity-and-efficiency',
	'readability',
	'coding-style',
] as const;
export type PreferenceName = (typeof PREFERENCE_NAMES)[number];

const TEXTS: Readonly<Record<PreferenceName, string>> = {
	'instruction-following':
		'Instruction following: how completely does the answer do what the user asked? Count every requirement of the question: the task, the language, names, signatures, formats, limits and what must not be used. Low: the task is missed or several requirements are broken. Middle: the task is done, with a requirement that is missed or something unasked that is forced on the user. High: every requirement is met, and an unclear one is named.',
	'code-explanation':
		'Code explanation: how well does the answer help this user understand its code? Look for the reasons behind the approach, the steps that are not obvious, the limits of the code and how to use it. Low: no explanation, or one that is wrong or only repeats the code in words. Middle: right, with gaps or padding. High: right, complete and as short as the user’s question allows.',
	'complexity-and-efficiency':
		'Complexity and efficiency: how well do time, memory and the amount of machinery fit the task? Look at the growth with the size of the input, at repeated or needless work, and at code that is more complicated than its task. Low: needless growth, or a design far too large. Middle: usable, with work or code that could be left out. High: about the best growth for the stated sizes, with nothing needless. Short source code is not faster code.',
	readability:
		'Readability: how easily can another programmer read and change the code? Look at names, structure, the size of functions, repetition and comments that say why. Low: hard to follow. Middle: it can be followed with some work. High: clear at first reading. A comment does not make unclear code clear.',
	'coding-style':
		'Coding style: how well does the code keep the habits of its language and of careful programmers? Look at idioms, formatting, error handling, types, constants in place of bare numbers, and consistency. Low: it works against its language. Middle: usual, with lapses. High: idiomatic and consistent throughout.',
};

/** The shipped preference of this name; undefined where there is none. */
export function findPreference(name: string): Criterion | undefined {
	const known = PREFERENCE_NAMES.find((one) => one === name);
	return known && { name: known, text: TEXTS[known] };
}

/** All of them, in their order. */
export function listPreferences(): readonly Criterion[] {
	return PREFERENCE_NAMES.map((name) => ({ name, text: TEXTS[name] }));
}

/** Which preference each category of a published benchmark is rated under, by a name for the whole. */
const CATEGORIES: Readonly<Record<string, Readonly<Record<string, readonly PreferenceName[]>>>> = {
	'codal-bench': {
		complexity: ['complexity-and-efficiency'],
		explanation: ['code-explanation'],
		'instruction-following': ['instruction-following'],
		readability: ['readability'],
		style: ['coding-style'],
	},
};

/** The criteria of the categories of a published benchmark; undefined where none has this name. */
export function findCategories(
	name: string,
): Readonly<Record<string, readonly PreferenceName[]>> | undefined {
	return Object.hasOwn(CATEGORIES, name) ? CATEGORIES[name] : undefined;
}
