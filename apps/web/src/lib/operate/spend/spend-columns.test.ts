import { expect, test } from 'vitest';
import { spendColumns } from './spend-columns.ts';

const part = (name: string | null, ...days: (readonly [day: string, cost: number])[]) => ({
	name,
	runs: days.length,
	cost_micro_usd: days.reduce((sum, [, cost]) => sum + cost, 0),
	days: days.map(([day, cost]) => ({ day, cost_micro_usd: cost })),
});
const range = { from: '2026-02-27', to: '2026-03-02' };

test('each day has a column, the dearest is full, and parts stand on each other in their order', () => {
	const { columns, most } = spendColumns(
		[part('a', ['2026-02-28', 30], ['2026-03-02', 10]), part(null, ['2026-02-28', 10])],
		range,
	);
	expect(most).toBe(40);
	expect(columns.map(({ day }) => day)).toEqual([
		'2026-02-27',
		'2026-02-28',
		'2026-03-01',
		'2026-03-02',
	]);
	expect(columns.map(({ pieces }) => pieces.map(({ from, to }) => [from, to]))).toEqual([
		[],
		[
			[0, 75],
			[75, 100],
		],
		[],
		[[0, 25]],
	]);
});

test('parts beyond the fourth share a colour and nothing of them is left out', () => {
	const parts = Array.from({ length: 9 }, (_, at) => part(`p${at}`, ['2026-03-01', 10]));
	const [column] = spendColumns(parts, range).columns.slice(2);
	expect(column?.pieces.map(({ part: colour, cost }) => [colour, cost])).toEqual([
		[0, 10],
		[1, 10],
		[2, 10],
		[3, 10],
		[4, 50],
	]);
	expect(column?.pieces.at(-1)?.to).toBe(100);
	expect(spendColumns([], range).columns).toHaveLength(4);
});
