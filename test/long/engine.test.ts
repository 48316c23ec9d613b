import { afterAll, beforeAll, expect, test } from 'vitest';
import { killPostgres } from '../chaos/database-kills.ts';
import { exhaustBudget, exhaustQuota, revokeKey } from '../chaos/held-runs.ts';
import { meetFaults, meetOutage, meetRateLimit } from '../chaos/judge-trouble.ts';
import { killWorker } from '../chaos/kills.ts';
import { meetMalformed } from '../chaos/malformed.ts';
import { drain, overtake, shareIdentities, shareRuns, submitAgain } from '../chaos/sharing.ts';
import { soak } from '../chaos/soak.ts';
import { startTogether } from '../chaos/shared-starts.ts';
import { killStarts } from '../chaos/starts.ts';
import { type EngineLab, openLab } from '../support/engine-lab.ts';
import { REASON_OF_KIND } from '../support/ledger-counts.ts';

const QUESTIONS = 500;
const WHOLE = { lost: 0, silent: 0, paidTwice: 0 };
const SCORED = { ...WHOLE, scored: 2 * QUESTIONS, unscored: 0 };

let lab: EngineLab;
beforeAll(async () => {
	lab = await openLab();
});
afterAll(() => lab.close());

/** What came of it is part of the report, as in docs/reliability.md. */
function report<Outcome extends object>(outcome: Outcome): Outcome {
	console.log(JSON.stringify(outcome));
	return outcome;
}

test('kill-postgres: fifty deaths of the database, fifty recoveries, nothing lost or paid twice', async () => {
	const env = { CODEJOUST_JUDGE_CONCURRENCY: '16' };
	const flags = ['--latency-ms', '200'];
	const experiment = { lab, questions: 100, env, flags, kills: 50, downMs: 300 };
	const outcome = report(await killPostgres(experiment));
	expect(outcome).toMatchObject({ scored: outcome.games, lost: 0, paidTwice: 0 });
	expect(Object.values(outcome.recoveries).reduce((sum, count) => sum + count, 0)).toBe(50);
});

test.each(['postgres', 'embedded'] as const)(
	'kill-worker: killed twenty times on %s, a run ends with the board of an undisturbed one',
	async (on) => {
		const experiment = { lab, questions: QUESTIONS, kills: 20, aliveMs: 2_000, on };
		const outcome = report(await killWorker(experiment));
		expect(outcome).toMatchObject({ lost: 0, silent: 0, isSameBoard: true });
		expect(outcome.kills).toBeGreaterThan(0);
		// The target is 1.5 a kill; on Postgres no more than what was not on disk.
		expect(outcome.paidTwice).toBeLessThanOrEqual(
			on === 'postgres' ? outcome.unstored : 1.5 * outcome.kills,
		);
	},
);

test.each(['postgres', 'embedded'] as const)(
	'kill-start: killed thirty times at any moment of its start on %s, it starts',
	async (on) => {
		const outcome = report(await killStarts({ lab, on, kills: 30 }));
		expect(outcome).toMatchObject({ kills: 30, missing: 0 });
		expect(outcome.ready).toBeLessThan(30);
	},
);

test('start-together: twenty times three processes start on one empty Postgres, and none crashes', async () => {
	const outcome = report(await startTogether({ postgres: lab.postgres, starts: 20 }));
	expect(outcome).toEqual({ starts: 20, ready: 60, crashes: [] });
});

test('faults: 429, 500, silence and unreadable replies lose no game', async () => {
	expect(report(await meetFaults({ lab, questions: QUESTIONS }))).toMatchObject(WHOLE);
});

test('outage: thirty seconds of 503 are waited out', async () => {
	const outcome = report(await meetOutage({ lab, questions: QUESTIONS, outageMs: 30_000 }));
	expect(outcome).toMatchObject(SCORED);
});

test.each([
	['rate-limit: a configured limit', true],
	['unknown-rate-limit: a limit that is found out', false],
])('%s is used and hardly ever hit', async (_, isKnown) => {
	const experiment = { lab, questions: QUESTIONS, rpm: 1800, isKnown };
	const outcome = report(await meetRateLimit(experiment));
	expect(outcome).toMatchObject(SCORED);
	expect(outcome.usedShare).toBeGreaterThan(0.85);
	expect(outcome.refusedShare).toBeLessThan(isKnown ? 0.01 : 0.1);
});

test('malformed: each kind leaves its own reason or none, never a verdict, and no game is lost', async () => {
	for (const { kind, delivered, reasons, scored, unscored } of report(
		await meetMalformed({ lab, questions: QUESTIONS }),
	)) {
		expect([kind, delivered > 0, scored + unscored]).toEqual([kind, true, 24]);
		for (const reason of Object.keys(reasons))
			expect([kind, reason]).toEqual([kind, REASON_OF_KIND[kind]]);
	}
});

test.each([
	['revoked-key', revokeKey, /Incorrect API key/],
	['quota', exhaustQuota, /exceeded your current quota/],
])('%s: the run pauses with the reason; resumed, it asks nothing twice', async (_, meet, words) => {
	const outcome = report(await meet({ lab, questions: QUESTIONS }));
	expect(outcome).toMatchObject({ ...WHOLE, scored: 2 * QUESTIONS, askedWhilePaused: 0 });
	expect(outcome.reason).toMatch(words);
});

test('budget: a run stops below its cap with no battle half done', async () => {
	const outcome = report(await exhaustBudget({ lab, questions: QUESTIONS }));
	expect(outcome.costMicroUsd).toBeLessThanOrEqual(outcome.budgetMicroUsd);
	expect(outcome.halfDone).toBe(0);
	expect(outcome.settled).toBeGreaterThan(0);
});

test.each([
	['two-workers: two processes', shareRuns],
	['same-identities: two runs of the same answers in two processes', shareIdentities],
	['submit-again: the same answers once more', submitAgain],
])('%s ask every game once', async (_, share) => {
	expect(report(await share({ lab, questions: QUESTIONS }))).toMatchObject({ askedTwice: 0 });
});

test('overtake: a run of higher priority overtakes a large one', async () => {
	const outcome = report(await overtake({ lab, questions: QUESTIONS }));
	expect(outcome.leftBehind).toBeGreaterThan(0);
});

test('drain: SIGTERM lets games in flight finish, and nothing of them is asked again', async () => {
	const outcome = report(await drain({ lab, questions: QUESTIONS }));
	expect(outcome).toMatchObject({ lost: 0, paidTwice: 0 });
	expect(outcome.stopMs).toBeLessThan(20_000);
});

test('soak: twenty thousand games leave the memory as it was after the first thousands', async () => {
	const flags = ['--latency-ms', '50'];
	const outcome = report(await soak({ lab, questions: QUESTIONS, flags, rounds: 20 }));
	expect(outcome).toMatchObject({ games: 20_000, scored: 20_000, requests: 20_000 });
	const early = Math.max(...outcome.peaksMiB.slice(4, 8));
	const late = Math.max(...outcome.peaksMiB.slice(-4));
	expect(late).toBeLessThan(1.25 * early);
});
