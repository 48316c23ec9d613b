import { expect, test } from 'vitest';
import { readPublishedFields } from './published-fields.ts';

test('empty fields are left out, columns and names are pairs', () => {
	expect(
		readPublishedFields({
			source: ' Board ',
			measure: '',
			unit: 'percent',
			date: '2024-07-31',
			fields: 'score=win_rate, n = n_total',
			names: 'GPT 4o=gpt-4o\r\nA=B = b\n\nOld=',
			dry_run: 'yes',
		}),
	).toEqual({
		kind: 'read',
		metadata: {
			source: 'Board',
			unit: 'percent',
			date: '2024-07-31',
			fields: { score: 'win_rate', n: 'n_total' },
			names: { 'GPT 4o': 'gpt-4o', 'A=B': 'b', Old: null },
			dry_run: true,
		},
	});
});

test('a wide table and several measures are said by columns', () => {
	const read = (fields: Readonly<Record<string, string>>) =>
		readPublishedFields({ source: 'B', ...fields });
	expect(read({ wide: 'win_rate/tie_rate', slices: 'Avg=overall, Size=' })).toEqual({
		kind: 'read',
		metadata: { source: 'B', wide: 'win_rate/tie_rate', slices: { Avg: 'overall', Size: null } },
	});
	expect(read({ measures: 'HumanEval+=he, MBPP+ = mbpp' })).toEqual({
		kind: 'read',
		metadata: { source: 'B', measures: { 'HumanEval+': 'he', 'MBPP+': 'mbpp' } },
	});
});

test.each([
	[{ fields: 'win_rate' }, 'pairs with "="'],
	[{ names: '=gpt-4o' }, 'pairs with "="'],
	[{ fields: 'rate=win' }, 'no field rate'],
])('%j is refused', (fields, says) => {
	expect(readPublishedFields({ source: 'B', ...fields })).toMatchObject({
		kind: 'refused',
		message: expect.stringContaining(says) as string,
	});
});
