import { expect, test } from 'vitest';
import { chooseCriteria, readCriteria, writeFamily } from './judge-family.ts';
import { UsageError } from './usage-error.ts';

test('a list of criteria is read in its order, with blanks around the commas', () => {
	expect(readCriteria('correctness, efficiency')).toEqual(['correctness', 'efficiency']);
});

test.each([
	['', /a name is empty/],
	['security,', /a name is empty/],
	['Security', /"Security" is no name of a criterion, the nearest is security/],
	[
		'Robust ness,security,,security',
		/"Robust ness".*nearest is robustness; a name is empty; security is named twice\.$/,
	],
])('the list %j is wrong usage, with all that is wrong', (list, reason) => {
	expect(() => readCriteria(list)).toThrow(UsageError);
	expect(() => readCriteria(list)).toThrow(reason);
});

test('a family has one judge for each criterion, alike in all else, named after the slug or the version', () => {
	const asked = { slug: 'mine', from: 'gpt-4o@2', definition: { sampling: {} } };
	const named = [{ name: 'security' }, { name: 'efficiency' }];
	expect(writeFamily(asked, named)).toEqual([
		{ ...asked, slug: 'mine-security', definition: { sampling: {}, criterion: 'security' } },
		{ ...asked, slug: 'mine-efficiency', definition: { sampling: {}, criterion: 'efficiency' } },
	]);
	const [judge] = writeFamily({ from: 'gpt-4o@2', definition: {} }, named);
	expect(judge?.slug).toBe('gpt-4o-security');
	expect(() => writeFamily({ definition: {} }, named)).toThrow(UsageError);
});

test('a criterion of one’s own has its text in the definition, also under the name of a shipped one', () => {
	const own = [
		{ name: 'brevity', text: 'Which is shorter?' },
		{ name: 'security', text: 'Which is safer?' },
	];
	const chosen = chooseCriteria(['security', 'efficiency', 'brevity'], own);
	expect(chosen).toEqual([own[1], { name: 'efficiency' }, own[0]]);
	const family = writeFamily({ from: 'gpt-4o@2', definition: {} }, chosen);
	expect(family.map(({ definition }) => definition['criterion'])).toEqual([
		own[1],
		'efficiency',
		own[0],
	]);
});
