import type { LeaderboardRow } from '@codejoust/contract/client';
import { expect, test } from 'vitest';
import { boardLines } from './board-lines.ts';
import { aRow } from './fixtures/row.ts';
import { nextSort, readSort } from './sort.ts';

const baseline = { model: { ...aRow().model, slug: 'base', name: 'Base' }, median_length: 500 };

function order(rows: readonly LeaderboardRow[], sort: string | null): string[] {
	return boardLines({ rows: [...rows], baseline }, readSort(sort)).map((line) =>
		line.kind === 'model' ? line.row.model.slug : 'base',
	);
}

const strong = aRow({ slug: 'strong', score: 0.8, length: 900 });
const weak = aRow({ slug: 'weak', score: 0.2, length: 100 });
const none = aRow({ slug: 'none' });

test('the baseline stands at 50 % among the models', () => {
	expect(order([weak, strong], null)).toEqual(['strong', 'base', 'weak']);
});

test('a row without the value stands last in both directions', () => {
	expect(order([none, weak, strong], 'score').at(-1)).toBe('none');
	expect(order([none, weak, strong], '-score').at(-1)).toBe('none');
});

test('every column sorts in its usual direction first and turns on the second click', () => {
	expect(order([strong, weak], 'length')).toEqual(['weak', 'base', 'strong']);
	expect(nextSort(readSort('length'), 'length')).toBe('-length');
	expect(nextSort(readSort('-length'), 'length')).toBe('length');
	expect(nextSort(readSort('length'), 'score')).toBeUndefined();
});

test('an unknown column is the default order', () => {
	expect(readSort('toString')).toEqual(readSort(null));
});
