import { expect, test } from 'vitest';
import { readBoardQuery } from './board-query.ts';
import { DEFAULT_COLUMNS } from './columns.ts';

const read = (text: string) => readBoardQuery(new URLSearchParams(text));

test('an address without wishes has none, and no parameters', () => {
	expect(read('')).toMatchObject({ slice: {}, models: {}, params: {}, ignored: [] });
	expect(read('').columns).toBeUndefined();
});

test('everything that is asked for comes back in its one spelling', () => {
	const text =
		'language=c%2B%2B&org=Quarry+AI&licence=MIT&open=no&q=opal+7b&sort=-win&cols=score.win.cost';
	const { params, columns, models } = read(text);
	expect(columns).toEqual(['win', 'cost']);
	expect(models).toEqual({ org: 'Quarry AI', licence: 'MIT', open: 'no', q: 'opal 7b' });
	expect(read(new URLSearchParams(params).toString()).params).toEqual(params);
	expect(params['cols']).toBe('score.win.cost');
});

test('columns may come one by one, in any order; the usual ones are no wish', () => {
	expect(read('cols=score&cols=cost&cols=win').params['cols']).toBe('score.win.cost');
	expect(read(`cols=score.${DEFAULT_COLUMNS.toReversed().join('.')}`).params).toEqual({});
	expect(read('cols=score').columns).toEqual([]);
});

test('on a board with a usual column more, leaving that one out is a wish', () => {
	const asked = read(`cols=only&cols=${DEFAULT_COLUMNS.join('&cols=')}`);
	expect(asked.columns).toEqual(DEFAULT_COLUMNS);
	expect(read(`cols=${asked.params['cols']}`).columns).toEqual(DEFAULT_COLUMNS);
	expect(read(`cols=only.pref.${DEFAULT_COLUMNS.join('.')}`).params).toEqual({});
	expect(read('cols=only').columns).toEqual([]);
});

test('what is not known is left out and said', () => {
	const { params, ignored } = read(`open=maybe&sort=toString&cols=win.foo&q=${'x'.repeat(101)}`);
	expect(params).toEqual({ cols: 'score.win' });
	expect(ignored).toEqual([
		'sort=toString: there is no such column',
		'open=maybe: it is yes, no, unknown',
		'q: a search has at most 100 characters',
		expect.stringContaining('cols=foo: the columns are pairs, pref, diff, win,'),
	]);
});
