import { afterEach, describe, expect, test } from 'vitest';
import { countWay, type WayCount } from '../chaos/ways/count-ways.ts';
import { judgeEveryWay, killHalfway, rejudge, untilJudged } from '../chaos/ways/judge-ways.ts';
import {
	type Doubles,
	JUDGES,
	openKindsJudges,
	openOwnJudge,
	openWays,
	submitAll,
	type Ways,
} from '../chaos/ways/open-ways.ts';
import { FAULTS } from '../support/every-kind-judge.ts';
import { KINDS_JUDGE } from '../support/kinds-judge.ts';
import { hasFiles } from '../support/shared-data.ts';
import { until } from '../support/until.ts';

/** Of the 500 of Arena-Hard v0.1. */
const QUESTIONS = Number(process.env['CODEJOUST_QUESTIONS'] ?? 500);

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
	for (const close of closers.splice(0).reverse()) await close();
});

async function open(doubles: Doubles, concurrency = 64): Promise<Ways> {
	const ways = await openWays(doubles, { questions: QUESTIONS, concurrency });
	closers.push(ways.close);
	return ways;
}

/** What came of it is part of the report, as in docs/reliability.md. */
function report(counts: readonly WayCount[]): readonly WayCount[] {
	for (const count of counts) console.log(JSON.stringify(count));
	return counts;
}

const WHOLE = { lost: 0, silent: 0, unread: 0, wrong: 0 };

describe.skipIf(!hasFiles(KINDS_JUDGE))(
	'against a double that was written from published forms',
	() => {
		test.each([
			['clean', '0'],
			['a tenth of the replies odd', '0.1'],
		])('every way of judging says what the ledgers say: %s', async (_, rate) => {
			const ways = await open(await openKindsJudges('--odd-rate', rate));
			for (const count of report(await judgeEveryWay(ways)))
				expect(count).toMatchObject({ ...WHOLE, paidTwice: 0 });
		});
	},
);

test('faults: 429, 500, silence and unreadable replies lose nothing under any way of judging', async () => {
	const ways = await open(await openOwnJudge({ faults: FAULTS, latencyMs: 100 }));
	for (const count of report(await judgeEveryWay(ways))) expect(count).toMatchObject(WHOLE);
});

test('in batches, every way of judging says what the ledger says', async () => {
	const ways = await open(await openOwnJudge({ batch: {} }));
	for (const count of report(await judgeEveryWay(ways, 'batch')))
		expect(count).toMatchObject({ ...WHOLE, unscored: 0, paidTwice: 0 });
});

/**
 * By way: the requests after the pairwise run. A rubric rates three texts by five criteria; a jury asks two members more; the
 * second judge of the cascade is the pairwise one.
 */
const KILLED = [
	['criterion', 4],
	['token', 4],
	['rubric', 15],
	['jury', 19],
	['cascade', 4],
] as const;

test.each(KILLED)(
	'kill -9 in the middle of a %s: nothing is asked twice but what was in flight',
	async (way, perQuestion) => {
		const inFlight = 8;
		const ways = await open(await openOwnJudge({ latencyMs: 100 }), inFlight);
		await killHalfway(ways, JUDGES[way], perQuestion * QUESTIONS);
		const [count] = report([await countWay(ways, way)]);
		expect(count).toMatchObject({ ...WHOLE, unscored: 0 });
		expect(count?.paidTwice).toBeLessThanOrEqual(inFlight);
	},
);

test('a board is judged again by a rubric, by a jury and by a cascade, promoted, and put back', async () => {
	const ways = await open(await openOwnJudge({}));
	const submissions = await submitAll(ways);
	await untilJudged(ways);
	const { client } = ways.server();
	const { slug } = ways.workload.benchmark;
	const before = await until(
		() => client.leaderboard(slug),
		({ rows }) => submissions.every((id) => rows.some((row) => row.submission_id === id)),
	);
	const rubric = await rejudge(ways, JUDGES.rubric);
	expect(rubric.toAsk).toBe(15 * QUESTIONS);
	await client.promoteRejudging(rubric.id, { reason: 'Ratings.', over_gates: true });
	expect((await client.leaderboard(slug)).judge.name).toBe(JUDGES.rubric);
	const jury = await rejudge(ways, JUDGES.jury);
	// Two of its members have judged the board before: only the preferences of a token are missing.
	expect(jury.toAsk).toBe(4 * QUESTIONS);
	await client.promoteRejudging(jury.id, { reason: 'A jury.', over_gates: true });
	expect((await client.leaderboard(slug)).judge.name).toBe(JUDGES.jury);
	const cascade = await rejudge(ways, JUDGES.cascade);
	expect(cascade.toAsk).toBe(0);
	await client.promoteRejudging(cascade.id, { reason: 'A cascade.', over_gates: true });
	expect((await client.leaderboard(slug)).judge.name).toBe(JUDGES.cascade);
	const back = { judge: JUDGES.pairwise, reason: 'As it was.', over_gates: true };
	await client.promoteJudge(slug, back);
	expect((await client.leaderboard(slug)).rows).toEqual(before.rows);
	const panels = ['rubric', 'jury', 'cascade'] as const;
	for (const count of report(await Promise.all(panels.map((way) => countWay(ways, way)))))
		expect(count).toMatchObject({ ...WHOLE, unscored: 0, paidTwice: 0 });
});
