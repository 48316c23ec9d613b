import { normalQuantile } from '../maths/normal-quantile.ts';
import type { GameJudgment } from '../rules/judgment.ts';
import type { Side } from './agreement.ts';

const CALIBRATION_BINS = 10;

/** Pairs whose preference for the first answer lies in [from, to). The last bin has 1, too. */
export type CalibrationBin = {
	readonly from: number;
	readonly to: number;
	readonly pairs: number;
	/** Mean preference, and share of pairs whose label is the first answer; absent without a pair. */
	readonly preference?: number;
	readonly share?: number;
};

/** How far the probabilities of a judge are those of the labels. */
export type Calibration = {
	/** Pairs with a preference in both orders whose label names an answer. */
	readonly pairs: number;
	/** Mean squared difference of preference and label (Brier 1950), 0 to 1; 0.25 for one that always says one half. */
	readonly brier: number;
	/** Expected calibration error: mean |preference − share| over the bins, weighed by their pairs (Naeini et al. 2015). */
	readonly ece: number;
	readonly bins: readonly CalibrationBin[];
	/**
	 * Mean preference for the answer shown first less one half, over both orders of all pairs, labelled a tie or not: 0 for a
	 * judge that pays no heed to the order. With its 95 % interval over pairs (normal); absent for fewer than two.
	 */
	readonly positionShift?: {
		readonly value: number;
		readonly low: number;
		readonly high: number;
		readonly pairs: number;
	};
};

export type PreferredPair = {
	readonly label: Side;
	/** The first answer shown first, and the second one. */
	readonly games: { readonly ab: GameJudgment; readonly ba: GameJudgment };
};

/** Measures the preferences of a judge against labels; undefined where no labelled pair has them in both orders. */
export function measureCalibration(pairs: readonly PreferredPair[]): Calibration | undefined {
	const preferred = pairs.flatMap(({ label, games }) => {
		const [ab, ba] = [preferenceOf(games.ab), preferenceOf(games.ba)];
		if (ab === undefined || ba === undefined) return [];
		return [{ label, preference: (ab + 1 - ba) / 2, shift: (ab + ba) / 2 - 0.5 }];
	});
	const labelled = preferred.flatMap(({ label, preference }) =>
		label === 'tie' ? [] : [{ preference, truth: label === 'A' ? 1 : 0 }],
	);
	if (labelled.length === 0) return undefined;
	const bins = Array.from({ length: CALIBRATION_BINS }, (_, at) =>
		describeBin(
			at,
			labelled.filter(({ preference }) => binOf(preference) === at),
		),
	);
	const positionShift = measureShift(preferred.map(({ shift }) => shift));
	return {
		pairs: labelled.length,
		brier: mean(labelled.map(({ preference, truth }) => (preference - truth) ** 2)),
		ece: bins.reduce((sum, bin) => sum + bin.pairs * gapOf(bin), 0) / labelled.length,
		bins,
		...(positionShift && { positionShift }),
	};
}

function preferenceOf(judgment: GameJudgment): number | undefined {
	return judgment.kind === 'scored' ? judgment.preference : undefined;
}

/** A preference of 0.3 that arithmetic has made a little less stays in its bin. */
function binOf(preference: number): number {
	return Math.min(CALIBRATION_BINS - 1, Math.floor(preference * CALIBRATION_BINS + 1e-9));
}

type Labelled = { readonly preference: number; readonly truth: number };

function describeBin(at: number, pairs: readonly Labelled[]): CalibrationBin {
	return {
		from: at / CALIBRATION_BINS,
		to: (at + 1) / CALIBRATION_BINS,
		pairs: pairs.length,
		...(pairs.length > 0 && {
			preference: mean(pairs.map(({ preference }) => preference)),
			share: mean(pairs.map(({ truth }) => truth)),
		}),
	};
}

function gapOf({ preference, share }: CalibrationBin): number {
	return preference === undefined || share === undefined ? 0 : Math.abs(preference - share);
}

function measureShift(shifts: readonly number[]): Calibration['positionShift'] {
	const pairs = shifts.length;
	if (pairs < 2) return undefined;
	const value = mean(shifts);
	const squares = shifts.reduce((sum, shift) => sum + (shift - value) ** 2, 0);
	const half = normalQuantile(0.975) * Math.sqrt(squares / (pairs - 1) / pairs);
	return { value, low: value - half, high: value + half, pairs };
}

function mean(values: readonly number[]): number {
	return values.reduce((sum, value) => sum + value, 0) / values.length;
}
