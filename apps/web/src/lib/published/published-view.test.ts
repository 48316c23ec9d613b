import type { PublishedComparison } from '@codejoust/contract/client';
import { expect, test } from 'vitest';
import { publishedSpec } from './published-view.ts';

type Row = PublishedComparison['rows'][number];
const estimate = { value: 0.6, low: 0.5, high: 0.7, method: 'wilson' as const };
const model = { slug: 'a', organisation: null, licence: null, open_weights: null, variant: null };

function row(name: string, match: Row['match'], score: number | null): Row {
	const ours = {
		submission_id: name,
		model: { ...model, name },
		rank: { best: 1, worst: 2 },
		score: estimate,
		win_rate: estimate,
		n: 40,
		scored: 40,
	};
	const rest = { win_rate: null, tie_rate: null, low: null, high: null, n: null, difference: null };
	const isHere = match === 'ranked' || match === 'unranked';
	return { name, match, score, value: score, ...rest, ours: isHere ? ours : null };
}

function setOf(rows: readonly Row[], over: Partial<PublishedComparison> = {}): PublishedComparison {
	return {
		id: 'pub_1',
		measure: null,
		unit: 'percent',
		source: 'S',
		url: null,
		judge: null,
		date: null,
		licence: null,
		added_at: '2026-01-01T00:00:00.000Z',
		compared: 'score',
		slices: [],
		rows: [...rows],
		agreement: { models: 2, kendall: null, spearman: null, mean_difference: null },
		...over,
	};
}

test('only ranked models with both numbers are drawn, shares in percent', () => {
	const rows = [
		row('A', 'ranked', 0.55),
		row('B\u202e', 'ranked', 0.45),
		row('C', 'unranked', 0.3),
		row('D', 'ranked', null),
		row('E', 'none', 0.2),
	];
	expect(publishedSpec(setOf(rows))).toMatchObject({
		theirs: 'Published score, %',
		isSameQuantity: true,
		points: [
			{ label: 'A', x: expect.closeTo(55, 9) as number, value: 60, low: 50, high: 70 },
			{ label: 'B⟦U+202E⟧', x: expect.closeTo(45, 9) as number },
		],
	});
});

test('points of a measure keep their scale, and one model is no picture', () => {
	const rows = [row('A', 'ranked', 1234), row('B', 'ranked', 1100)];
	const rating = { measure: 'Rating', unit: 'points', compared: 'value' } as const;
	expect(publishedSpec(setOf(rows, rating))).toMatchObject({
		theirs: 'Rating',
		isSameQuantity: false,
		points: [{ x: 1234 }, { x: 1100 }],
	});
	expect(publishedSpec(setOf(rows.slice(1), rating))).toBeUndefined();
});
