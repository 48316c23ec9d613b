import { afterAll, beforeAll, expect, test } from 'vitest';
import { killAtRandom } from '../chaos/many-processes.ts';
import { type EngineLab, openLab } from '../support/engine-lab.ts';

/** CODEJOUST_TEST_SECONDS chooses another time than the ten minutes of docs/reliability.md. */
const SECONDS = Number(process.env['CODEJOUST_TEST_SECONDS'] ?? 600);

let lab: EngineLab;
beforeAll(async () => {
	lab = await openLab();
});
afterAll(() => lab.close());

test('two sites, four workers and their Postgres behind a proxy, killed at random: nothing is lost, and only what was in flight is asked twice', async () => {
	const experiment = {
		lab,
		seconds: SECONDS,
		workers: 4,
		sites: 2,
		questions: 100,
		requestsPerMinute: 1_500,
	};
	const outcome = await killAtRandom(experiment);
	console.log(JSON.stringify(outcome));
	expect(outcome).toMatchObject({ lost: 0, doubled: 0, scored: outcome.games });
	expect(outcome.paidTwice).toBeLessThanOrEqual(outcome.unstored + outcome.asked);
	// Four workers, each with the limit of its own, would have three of four requests refused.
	expect(outcome.refusedShare).toBeLessThan(0.1);
});
