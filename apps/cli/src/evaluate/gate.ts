import type { SubmissionPlace } from '@codejoust/contract/client';

type PlacedModel = SubmissionPlace['models'][number];

/** What the simultaneous interval of (new − model) says of a margin. */
export type GateFinding = 'worse' | 'not-worse' | 'not-shown' | 'not-compared';

/**
 * Whether a new model is worse than another one by more than a margin. `worse`: the whole interval lies below −margin;
 * `not-worse`: the whole interval lies above it; `not-shown`: it holds −margin; `not-compared`: there is no interval, since one of
 * both has too few scored battles. The interval and the answer are those of the board's ranks.
 *
 * @param points of score out of 100, from 0
 */
export function findGate(
	{ simultaneous, answer }: Pick<PlacedModel, 'simultaneous' | 'answer'>,
	points: number,
): GateFinding {
	if (simultaneous === null) return 'not-compared';
	const margin = -points / 100;
	const { low, high } = simultaneous;
	// An interval that leaves out 0 is closed there: the answer says on which side it lies.
	if (high < margin || (margin === 0 && answer === 'b-better')) return 'worse';
	if (low > margin || (margin === 0 && answer === 'a-better')) return 'not-worse';
	return 'not-shown';
}

/** Whether the gate lets the model pass: a strict one only what is shown not to be worse. */
export function isPassed(finding: GateFinding, isStrict: boolean): boolean {
	return isStrict ? finding === 'not-worse' : finding !== 'worse';
}
