import {
	findPreference,
	PREFERENCE_NAMES,
	type PreferenceName,
} from '../definition/preferences.ts';
import type { Feature } from './features.ts';

/** The visible features that have something to do with a preference, and the points of an answer that has them all. */
type Compared = { readonly features: readonly string[]; readonly most: number };

const ALWAYS = ['code in fenced blocks', 'an answer that ends', 'no talk to the judge'];

const COMPARED: Readonly<Record<PreferenceName, Compared>> = {
	'instruction-following': {
		features: [
			'the language asked for',
			"the question's own names and terms",
			'no placeholders',
			'no apologies or refusals',
		],
		most: 6,
	},
	'code-explanation': {
		features: [
			'explanation in a sensible amount',
			"the question's own names and terms",
			'no repetition',
		],
		most: 6,
	},
	'complexity-and-efficiency': {
		features: ['a fitting length', 'no repetition', 'no placeholders'],
		most: 2.8,
	},
	readability: {
		features: [
			'explanation in a sensible amount',
			'brackets that balance',
			'a fitting length',
			'no repetition',
		],
		most: 4,
	},
	'coding-style': {
		features: [
			'brackets that balance',
			'errors and edge cases',
			'no placeholders',
			'no repetition',
		],
		most: 4.2,
	},
};

/** The shipped preference whose text is in this part of a prompt; undefined for one that is not shipped. */
export function findShownPreference(rest: string): PreferenceName | undefined {
	return PREFERENCE_NAMES.find((name) => rest.includes(findPreference(name)?.text ?? ''));
}

/** How much of what can be had under a preference an answer has, about 0 to 1; under an unknown one all features count. */
export function measureUnder(
	features: readonly Feature[],
	preference: PreferenceName | undefined,
): { readonly compared: readonly Feature[]; readonly share: number } {
	const of = preference && COMPARED[preference];
	const compared = of
		? features.filter(({ name }) => [...ALWAYS, ...of.features].includes(name))
		: features;
	const total = compared.reduce((sum, { points }) => sum + points, 0);
	return { compared, share: total / (of?.most ?? 9) };
}
