import { expect, test } from 'vitest';
import { findFault, listOptions, preselect, readChoice, tidyAddress } from './compare-choice.ts';

const search = (text: string) => new URLSearchParams(text);

test('the form’s fields become one short address with all that was chosen', () => {
	const given = search('b=sample@1&first=a&second=b&judge=j@1&category=SQL');
	expect(tidyAddress(given)).toBe('/compare?b=sample@1&models=a,b&category=SQL&judge=j@1');
	expect(tidyAddress(search('b=x&first=a'))).toBe('/compare?b=x&models=a');
	expect(tidyAddress(search('b=x&first=a&second=b&third=&fourth=d'))).toBe(
		'/compare?b=x&models=a,b,d',
	);
});

test('an address that is in order is left alone', () => {
	expect(tidyAddress(search('b=sample&models=a,b'))).toBeUndefined();
	expect(readChoice(search('b=sample&models= a,,b '))).toEqual({
		benchmark: 'sample',
		models: ['a', 'b'],
		slice: {},
	});
});

test.each([
	[[], undefined],
	[['a'], undefined],
	[['a', 'b'], undefined],
	[['a', 'a'], /itself/],
	[['a', 'b', 'c'], undefined],
	[['a', 'b', 'a'], /itself/],
	[['a', 'b', 'c', 'd', 'e', 'f', 'g'], /at most 6 models; 7/],
])('%j is compared or refused with a sentence', (models, fault) => {
	const found = findFault(models);
	if (fault) expect(found).toMatch(fault);
	else expect(found).toBeUndefined();
});

test('a model with several variants on the board is named by its submission', () => {
	const model = (slug: string, label?: string) => ({
		slug,
		name: slug,
		organisation: null,
		licence: null,
		open_weights: null,
		variant: label === undefined ? null : { label },
	});
	expect(
		listOptions([
			{ submission_id: 'sub_1', model: model('a', 'low') },
			{ submission_id: 'sub_2', model: model('a') },
			{ submission_id: 'sub_3', model: model('b\u202e') },
		]),
	).toEqual([
		{ value: 'sub_1', submissionId: 'sub_1', label: 'a (low)' },
		{ value: 'sub_2', submissionId: 'sub_2', label: 'a' },
		{ value: 'b\u202e', submissionId: 'sub_3', label: 'b⟦U+202E⟧' },
	]);
});

test.each([
	[[], 'a', 'b'],
	[['b'], 'b', 'a'],
	[['sub_c', 'a'], 'c', 'a'],
	[['unknown', 'b'], 'a', 'b'],
])('after %j the form shows %s and %s', (models, first, second) => {
	const option = (value: string) => ({ value, submissionId: `sub_${value}`, label: value });
	const shown = preselect(['a', 'b', 'c'].map(option), models);
	expect(shown.map((one) => one?.value)).toEqual([first, second]);
});
