import { expect, test } from 'vitest';
import { chooseColumns, DEFAULT_COLUMNS, PICKED_COLUMNS } from './columns.ts';
import { aRow } from './fixtures/row.ts';

const scored = (value: number, low: number, high: number) => ({
	...aRow({ score: value }),
	score: { value, low, high, method: 'trinomial' as const },
});

test('the difference to the baseline has its sign, and says where the interval lies', () => {
	const { cell } = PICKED_COLUMNS.diff;
	expect(cell(scored(0.631, 0.59, 0.67))).toEqual({ text: '+13.1', notes: ['above 50\u00a0%'] });
	expect(cell(scored(0.46, 0.42, 0.49))).toEqual({ text: '−4.0', notes: ['below 50\u00a0%'] });
	expect(cell(scored(0.5, 0.45, 0.55))).toEqual({ text: '0.0', notes: ['50\u00a0% is possible'] });
	expect(cell(aRow())).toEqual({ text: '—', notes: [] });
});

test('a row says how many others it beats and cannot be told from', () => {
	const row = { ...aRow({ score: 0.6 }), beats: 3, tied_with: 2, beaten_by: 1 };
	expect(PICKED_COLUMNS.pairs.cell(row)).toEqual({ text: 'beats 3', notes: ['tied with 2 of 6'] });
	expect(PICKED_COLUMNS.pairs.cell(aRow())).toEqual({ text: '—', notes: [] });
});

test('a number that is absent says why', () => {
	const row = { ...aRow(), length_controlled_refusal: 'no-length-variation' as const };
	expect(PICKED_COLUMNS.even.cell(row)).toEqual({ text: '—', notes: ['all of one length'] });
});

test('coverage says what is not scored, and what is too little', () => {
	const row = {
		...aRow({ score: 0.5 }),
		coverage: 0.2,
		scored: 20,
		unscored: 3,
		missing: 77,
		unscored_reasons: { truncated: 2, refused: 1 },
	};
	expect(PICKED_COLUMNS.coverage.cell(row)).toEqual({
		text: '20.0\u00a0%',
		notes: ['n = 20', 'truncated 2, refused 1', '77 not played'],
	});
});

test('five columns stand beside the score; one without any number is left out unless it is asked for', () => {
	expect(DEFAULT_COLUMNS).toEqual(['pairs', 'win', 'tie', 'even', 'coverage']);
	expect(chooseColumns(undefined, [aRow()])).toEqual(['pairs', 'win', 'tie', 'coverage']);
	expect(chooseColumns(['even', 'cost'], [aRow()])).toEqual(['even', 'cost']);
	expect(chooseColumns(undefined, [])).toEqual(['pairs', 'win', 'tie', 'coverage']);
});
