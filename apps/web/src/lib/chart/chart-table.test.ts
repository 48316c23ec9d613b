import { expect, test } from 'vitest';
import { chartCsv } from './chart-table.ts';

type Board = Parameters<typeof chartCsv>[1];
// What the function reads of a board.
const board = {
	benchmark: { slug: 'b', version: '1' },
	baseline: { model: { slug: 'base' } },
	judge: { name: 'j@1', is_rehearsal: true },
	snapshot: null,
} as unknown as Board;

test('each row says what it is of; what a spreadsheet would run is a text', () => {
	const csv = chartCsv(
		{
			columns: ['model', 'score'],
			rows: [
				['=HYPERLINK("x")', 0.5],
				['plain', null],
			],
		},
		board,
	);
	expect(csv.split('\r\n')).toEqual([
		'model,score,benchmark,baseline,judge,snapshot,is_rehearsal',
		`"'=HYPERLINK(""x"")",0.5,b@1,base,j@1,,true`,
		'plain,,b@1,base,j@1,,true',
	]);
});
