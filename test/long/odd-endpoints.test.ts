import { describe, expect, test } from 'vitest';
import { ODD_JUDGE } from '../support/odd-judge.ts';
import { playMixed, QUESTIONS } from '../support/odd-modes.ts';
import { startPostgres } from '../support/postgres-server.ts';
import { hasFiles } from '../support/shared-data.ts';
import { OTHER_MODES, testModes } from '../support/test-odd-modes.ts';

describe.skipIf(!hasFiles(ODD_JUDGE, QUESTIONS))('endpoints with one oddity each', () => {
	testModes(OTHER_MODES);

	test('mixed: of two judges at one endpoint each is judged as if alone', async () => {
		const postgres = await startPostgres();
		try {
			const { runs, calls } = await playMixed(await postgres.createDatabase());
			expect(runs.map(({ judge }) => judge.name).sort()).toEqual(['bad-judge@1', 'test-judge@1']);
			expect(calls).toBe(32);
			for (const { progress } of runs)
				expect(progress).toMatchObject({ scored: 16, unscored: 0, open: 0 });
		} finally {
			await postgres.stop();
		}
	});
});
