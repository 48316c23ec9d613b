import { expect, test } from 'vitest';
import { boundAlpaca, boundArenaHard2024 } from '../../../../test/support/early-stop.ts';
import { dataFile, hasFiles } from '../../../../test/support/shared-data.ts';

const isAbsent = !hasFiles(
	dataFile('golden/arenahard.json.gz'),
	dataFile('golden/alpaca-lc.json'),
	dataFile('alpaca_eval/annotations.jsonl.gz'),
	dataFile('alpaca_eval/questions.jsonl.gz'),
	dataFile('alpaca_eval/gamed_rows.jsonl.gz'),
);

test.skipIf(isAbsent)(
	'originals that stop early are as near to the optimum as their stopping rule lets them',
	() => {
		for (const fit of [boundArenaHard2024(), ...boundAlpaca()]) {
			expect(fit.left, fit.what).toBeLessThan(fit.allowed);
			expect(fit.distance.measured, fit.what).toBeLessThan(fit.distance.bySlope);
			expect(fit.distance.bySlope, fit.what).toBeLessThan(fit.distance.byRule);
			expect(fit.shown.measured, fit.what).toBeLessThan(fit.shown.bySlope);
		}
	},
);
