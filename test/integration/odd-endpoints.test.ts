import { describe } from 'vitest';
import { ODD_JUDGE } from '../support/odd-judge.ts';
import { QUESTIONS } from '../support/odd-modes.ts';
import { hasFiles } from '../support/shared-data.ts';
import { USUAL_MODES, testModes } from '../support/test-odd-modes.ts';

describe.skipIf(!hasFiles(ODD_JUDGE, QUESTIONS))('endpoints with one oddity each', () => {
	testModes(USUAL_MODES);
});
