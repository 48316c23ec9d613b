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
