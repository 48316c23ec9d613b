import { expect, test } from 'vitest';
import { describeBreach, findBreaches, quotaPeriods, quotaStates } from './quota.ts';

test.each([
	['2026-12-31T23:59:59.999Z', '2026-12-31', '2027-01-01', '2026-12-01', '2027-01-01'],
	['2028-02-29T00:00:00.000Z', '2028-02-29', '2028-03-01', '2028-02-01', '2028-03-01'],
])('the day and the month of %s are those of UTC', (now, ...dates) => {
	const { dayBegan, dayEnds, monthBegan, monthEnds } = quotaPeriods(new Date(now));
	expect([dayBegan, dayEnds, monthBegan, monthEnds]).toEqual(
		dates.map((date) => new Date(`${date}T00:00:00.000Z`)),
	);
});

const periods = quotaPeriods(new Date('2026-11-20T12:00:00Z'));
const states = quotaStates(
	'key',
	{ submissionsPerDay: 3, gamesPerMonth: null, spendMicroUsdPerMonth: 1_500_000 },
	{ submissionsToday: 2, gamesThisMonth: 1e9, spendMicroUsdThisMonth: 1_500_001 },
	periods,
);
const demand = { 'submissions-per-day': 1, 'games-per-month': 84, 'spend-per-month': 0 };

test('a quota can be used to its last unit, and what asks for nothing of one passes', () => {
	expect(findBreaches(states, demand)).toEqual([]);
	expect(findBreaches(states, { ...demand, 'submissions-per-day': 2 })).toMatchObject([
		{ name: 'submissions-per-day', used: 2, limit: 3, resets_at: '2026-11-21T00:00:00.000Z' },
	]);
});

test('money is told in dollars', () => {
	const [breach] = findBreaches(states, { ...demand, 'spend-per-month': 12 });
	expect(breach && describeBreach(breach)).toBe(
		'The quota of this key "spend-per-month" is $1.50 and $1.500001 are used; this would take $0.000012. It resets at 2026-12-01T00:00:00.000Z.',
	);
});
