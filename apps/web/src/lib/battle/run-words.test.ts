import { expect, test } from 'vitest';
import { outcomeTable } from './run-words.ts';

test('the table of two runs has the outcomes that occur, in one order', () => {
	const table = outcomeTable({
		outcomes: [
			{ from: 'loss', to: 'win', battles: 2 },
			{ from: 'win', to: 'win', battles: 5 },
			{ from: 'win', to: 'unscored', battles: 1 },
		],
	});
	expect(table.columns).toEqual(['win', 'unscored']);
	expect(table.rows.map(({ from, cells }) => [from, cells.map(({ battles }) => battles)])).toEqual([
		['win', [5, 1]],
		['loss', [2, 0]],
	]);
	expect(outcomeTable({ outcomes: [] })).toEqual({ columns: [], rows: [] });
});
