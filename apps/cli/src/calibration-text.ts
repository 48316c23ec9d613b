import type { JudgeCalibration } from '@codejoust/contract/client';
import { count, formatShare } from './format-numbers.ts';

/** The calibration of a judge that is read by its probabilities: its errors, what the order shifts, and a line for each bin. */
export function describeCalibration(
	calibration: JudgeCalibration | null | undefined,
): readonly string[] {
	if (calibration == null) return [];
	const { pairs, brier, ece, bins, position_shift: shift } = calibration;
	return [
		`Calibration over ${count(pairs, 'pair')} with a better answer: Brier score ${brier.toFixed(3)}, calibration error ${ece.toFixed(3)}.`,
		...(shift === null
			? []
			: [
					`The answer shown first gets ${signed(shift.value)} points of preference (${signed(shift.low)} to ${signed(shift.high)}), over ${count(shift.pairs, 'pair')}.`,
				]),
		...bins.flatMap(({ from, to, pairs: inBin, preference, share }) =>
			preference === null || share === null
				? []
				: [
						`  preference ${from.toFixed(1)} to ${to.toFixed(1)}: mean ${formatShare(preference)}, first answer better in ${formatShare(share)} of ${count(inBin, 'pair')}`,
					],
		),
	];
}

function signed(share: number): string {
	return `${share < 0 ? '−' : '+'}${(100 * Math.abs(share)).toFixed(1)}`;
}
