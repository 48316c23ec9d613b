import { expect, test } from 'vitest';
import type { GameJudgment } from '../rules/judgment.ts';
import type { Verdict } from '../rules/verdict.ts';
import { type AblationPair, measureAblation } from './ablation.ts';

const say = (verdict: Verdict | undefined): GameJudgment =>
	verdict ? { kind: 'scored', verdict } : { kind: 'unscored', reason: 'no-verdict' };

/** `ab` in the pair's own order; the second game says the same of the answers unless it is given. */
const pair = (
	id: string,
	category: string,
	label: AblationPair['label'],
	ab: Verdict | undefined,
	ba: Verdict | undefined = ab && MIRROR[ab],
): AblationPair => ({ id, category, label, games: { ab: say(ab), ba: say(ba) } });
const MIRROR: Readonly<Record<Verdict, Verdict>> = {
	'A>>B': 'B>>A',
	'A>B': 'B>A',
	'A=B': 'A=B',
	'B>A': 'A>B',
	'B>>A': 'A>>B',
};

const PLAIN = [
	pair('1', 'correctness', 'A', 'A>B'),
	pair('2', 'correctness', 'A', 'B>A'),
	pair('3', 'efficiency', 'B', 'A>B'),
	pair('4', 'security', 'B', 'A=B'),
	pair('5', 'other', 'B', undefined),
];
const SPECIFIC = [
	pair('5', 'other', 'B', 'B>A'),
	pair('4', 'security', 'B', 'B>A'),
	pair('3', 'efficiency', 'B', 'B>>A'),
	pair('2', 'correctness', 'A', 'A>B'),
	// Both games name the answer that is shown first.
	pair('1', 'correctness', 'A', 'A>B', 'A>B'),
];

test('each cell is compared with the plain one, pair by pair', () => {
	const [plain, specific] = measureAblation([PLAIN, SPECIFIC], 'codejoust');
	expect(plain).not.toHaveProperty('againstPlain');
	expect(plain?.overall).toEqual({
		pairs: 5,
		scored: 4,
		correct: 1,
		undecided: 1,
		accuracy: 1.5 / 4,
		halfUndecided: 1 / 8,
	});
	// (½ + 0 + ½) / 3
	expect(plain?.mean?.accuracy).toBeCloseTo(1 / 3, 12);
	expect(specific?.overall).toMatchObject({ scored: 5, correct: 4, undecided: 1 });
	// Pairs 1 to 4 count: 1 is right in the plain cell alone; 2, 3 and 4 in the other alone.
	expect(specific?.againstPlain).toEqual({
		pairs: 4,
		onlyPlain: 1,
		onlyThis: 3,
		difference: (-0.5 + 1 + 1 + 0.5) / 4,
		// 2 · (C(4,0) + C(4,1)) / 2⁴
		pValue: expect.closeTo(0.625, 12),
	});
});

test('the rule of CodePrefBench looks at the first order alone, and what is unread is undecided', () => {
	const [plain, specific] = measureAblation([PLAIN, SPECIFIC], 'codeprefbench-compat');
	expect(plain?.overall).toMatchObject({ scored: 5, correct: 1, undecided: 2 });
	expect(specific?.overall).toMatchObject({ scored: 5, correct: 5, undecided: 0 });
	expect(specific?.mean).toEqual({ accuracy: 1, halfUndecided: 0 });
	expect(specific?.againstPlain).toMatchObject({
		pairs: 5,
		onlyPlain: 0,
		onlyThis: 4,
		pValue: expect.closeTo(0.125, 12),
	});
});

test('the order of the pairs is irrelevant, and cells of other pairs are refused', () => {
	expect(measureAblation([PLAIN, SPECIFIC.toReversed()], 'codejoust')).toEqual(
		measureAblation([PLAIN.toReversed(), SPECIFIC], 'codejoust'),
	);
	expect(() => measureAblation([PLAIN, SPECIFIC.slice(1)], 'codejoust')).toThrow(RangeError);
	expect(() => measureAblation([[...PLAIN, ...PLAIN]], 'codejoust')).toThrow(RangeError);
	expect(() => measureAblation([], 'codejoust')).toThrow(RangeError);
});

test('where nothing is scored there is no accuracy and no mean', () => {
	const nothing = [pair('1', 'correctness', 'A', undefined)];
	const [plain, other] = measureAblation([nothing, nothing], 'codejoust');
	expect(plain?.overall).toEqual({ pairs: 1, scored: 0, correct: 0, undecided: 0 });
	expect(plain).not.toHaveProperty('mean');
	expect(other?.againstPlain).toEqual({ pairs: 0, onlyPlain: 0, onlyThis: 0, pValue: 1 });
});
