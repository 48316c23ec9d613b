import type { CriterionName } from '../definition/criteria.ts';
import type { Feature } from './features.ts';
import type { ShownGame } from './read-prompt.ts';

/** Compared under every criterion: whether there is an answer to judge, and whether it is one. */
const ALWAYS = ['code in fenced blocks', 'an answer that ends', 'no talk to the judge'];

/** The visible features that have something to do with a criterion. No more than a rehearsal: none of them measures it. */
const COMPARED: Readonly<Record<CriterionName, readonly string[]>> = {
	correctness: [
		'the language asked for',
		'brackets that balance',
		"the question's own names and terms",
		'no placeholders',
		'no apologies or refusals',
	],
	efficiency: ['a fitting length', 'no repetition', 'no placeholders'],
	security: ['errors and edge cases', 'no placeholders', 'no apologies or refusals'],
	readability: [
		'explanation in a sensible amount',
		'brackets that balance',
		'a fitting length',
		'no repetition',
	],
	robustness: ['errors and edge cases', 'brackets that balance', 'no placeholders'],
};

/** The features that are compared under a criterion; all of them without one, and under one that is not shipped. */
export function pickFeatures(
	features: readonly Feature[],
	criterion: ShownGame['criterion'],
): readonly Feature[] {
	if (criterion === undefined || criterion === 'other') return features;
	const compared = [...ALWAYS, ...COMPARED[criterion]];
	return features.filter(({ name }) => compared.includes(name));
}

/** What the rehearsal judge says of the features that it compared. */
export function describeCompared(criterion: ShownGame['criterion']): string {
	if (criterion === undefined) return 'visible features were compared:';
	return criterion === 'other'
		? 'the criterion is not a shipped one and was not read, so all visible features were compared:'
		: `only the visible features that belong to the criterion ${criterion} were compared:`;
}
