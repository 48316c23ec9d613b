import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { revokeKey } from '../chaos/held-runs.ts';
import { meetFaults, meetRateLimit } from '../chaos/judge-trouble.ts';
import { killWorker } from '../chaos/kills.ts';
import { drain, shareRuns } from '../chaos/sharing.ts';
import { type EngineLab, openLab } from '../support/engine-lab.ts';
import { hasFiles } from '../support/shared-data.ts';
import { STUB_JUDGE } from '../support/stub-judge.ts';

/** A small case of most experiments; all of them are in the long ones. */
describe.skipIf(!hasFiles(STUB_JUDGE))('the engine under chaos', () => {
	let lab: EngineLab;
	const flags = ['--latency-ms', '100'];

	beforeAll(async () => {
		lab = await openLab();
	});
	afterAll(() => lab.close());

	test('killed in its middle, a run ends by itself with the board of an undisturbed one', async () => {
		const outcome = await killWorker({ lab, questions: 40, kills: 1, aliveMs: 100, flags });
		expect(outcome).toMatchObject({ lost: 0, silent: 0, isSameBoard: true });
		expect(outcome.kills).toBeGreaterThan(0);
		// What was on disk is never asked again; how much was not yet is a matter of the machine.
		expect(outcome.paidTwice).toBeLessThanOrEqual(outcome.unstored);
	});

	test('a configured rate limit is kept', async () => {
		const experiment = { lab, questions: 20, rpm: 600, isKnown: true, flags };
		const outcome = await meetRateLimit(experiment);
		expect(outcome).toMatchObject({ scored: 40, lost: 0, paidTwice: 0, refusedShare: 0 });
	});

	test('refused, broken and unreadable replies lose no game, and none is scored without a verdict', async () => {
		const env = { CODEJOUST_JUDGE_TIMEOUT_SECONDS: '3' };
		const outcome = await meetFaults({ lab, questions: 100, env, flags });
		expect(outcome).toMatchObject({ games: 200, lost: 0, silent: 0, paidTwice: 0 });
		const reasons = Object.keys(outcome.reasons);
		expect(outcome.unscored === 0 ? [] : reasons).toEqual(reasons);
	});

	test('a revoked key pauses the run with the reason; resumed, it asks nothing twice', async () => {
		const outcome = await revokeKey({ lab, questions: 100, flags });
		expect(outcome.reason).toMatch(/Incorrect API key/);
		expect(outcome).toMatchObject({ scored: 200, lost: 0, paidTwice: 0, askedWhilePaused: 0 });
	});

	test('two processes on one Postgres ask every game once', async () => {
		expect(await shareRuns({ lab, questions: 100, flags })).toMatchObject({ askedTwice: 0 });
	});

	test('SIGTERM lets games in flight finish, and nothing of them is asked again', async () => {
		const outcome = await drain({ lab, questions: 100, flags });
		expect(outcome).toMatchObject({ lost: 0, paidTwice: 0 });
		expect(outcome.stopMs).toBeLessThan(15_000);
	});
});
