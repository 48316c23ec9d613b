import { expect, test } from 'vitest';
import { openNameMatcher } from './match-model-names.ts';

const entrant = (id: string, slug: string, names: readonly string[], isPlain = true) => ({
	id,
	slug,
	names,
	isPlain,
});
const ENTRANTS = [
	entrant('a', 'gpt-4-turbo', ['GPT-4 Turbo']),
	entrant('b', 'lancer-7b', ['Lancer 7B']),
	entrant('c', 'lancer-7b', ['Lancer 7B', 'Lancer 7B [effort high]'], false),
	entrant('d', 'thinker', ['Thinker', 'Thinker [effort low]'], false),
	entrant('e', 'thinker', ['Thinker', 'Thinker [effort high]'], false),
	entrant('f', 'first-twin', ['Twin']),
	entrant('g', 'second-twin', ['twin']),
	entrant('h', 'dash', ['–']),
];
const MAPPED = { gpt4_1106_preview: 'gpt-4-turbo', 'Lancer-7B': null, Gone: 'no-such-model' };

test.each([
	['gpt_4_turbo', 'a'],
	['GPT-4 Turbo', 'a'],
	['gpt4_1106_preview', 'a'],
	['lancer 7b', 'b'],
	['Lancer 7B [effort high]', 'c'],
	['first-twin', 'f'],
])('%j is %j', (published, id) => {
	expect(openNameMatcher(ENTRANTS, MAPPED)(published)).toEqual({ kind: 'one', id });
});

test.each([
	['Lancer-7B', 'none'],
	['GPT-4', 'none'],
	['GPT-4 Turbo Preview', 'none'],
	['Gone', 'none'],
	['__proto__', 'none'],
	['-', 'none'],
	['Thinker', 'several'],
	['TWIN', 'several'],
])('%j is %s', (published, kind) => {
	expect(openNameMatcher(ENTRANTS, MAPPED)(published)).toEqual({ kind });
});
