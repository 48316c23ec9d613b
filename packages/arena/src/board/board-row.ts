import type { RatedRow } from './rating-figures.ts';
import type { IntervalMethod } from '../rules/interval-method.ts';
import type { UnscoredReason } from '../rules/judgment.ts';

/** A 95 % interval of a share in [0, 1]. */
export type Interval = {
	readonly low: number;
	readonly high: number;
	readonly method: IntervalMethod;
};

/** A share with its interval; both absent when nothing was scored. */
export type Estimate = {
	readonly value: number;
	readonly interval: Interval;
};

/** A mean preference in [0, 1] with its sample standard error: s / √n. */
export type PreferenceEstimate = Estimate & { readonly standardError: number };

/** One model's numbers in one slice. A number without data is absent, never 0. */
export type BoardRow = {
	readonly id: string;
	/** Questions of the slice. */
	readonly n: number;
	readonly scored: number;
	readonly unscored: number;
	/** Questions of the slice whose battle has not been played yet. */
	readonly missing: number;
	/** scored / n; absent for an empty slice. */
	readonly coverage?: number;
	readonly unscoredReasons: Readonly<Partial<Record<UnscoredReason, number>>>;
	/** Battles lost because the model's answer was empty. */
	readonly emptyAnswers: number;
	readonly wins: number;
	readonly ties: number;
	readonly judgedTies: number;
	/** Ties made by a flip: the two games decided for opposite sides with the same weight. */
	readonly conflictTies: number;
	/** Ties of answers whose text equals the baseline's: no judge was asked. `ties` is the sum of the three. */
	readonly copies: number;
	readonly losses: number;
	readonly winRate?: Estimate;
	readonly tieRate?: Estimate;
	/** (wins + ties / 2) / scored. */
	readonly score?: Estimate;
	/** Of a judge that is read by its probabilities: how probable it makes it that the model's answer is better, on average. */
	readonly preference?: PreferenceEstimate;
	/** Flipped battles over battles decided by two games. */
	readonly flipRate?: number;
	/** Games won by the answer shown first, over games with a winner. */
	readonly firstPositionShare?: number;
	/** Median answer length in code points over the slice. */
	readonly medianLength?: number;
	/** Of battles that ratings decided; absent where none did. */
	readonly ratings?: RatedRow;
	/** Sum over the slice; absent when any battle's price is unknown. */
	readonly costMicroUsd?: number;
	/** 95 % rank range; absent for a model below 95 % coverage, which is shown unranked. */
	readonly rank?: { readonly best: number; readonly worst: number };
	/** The rows that it is significantly better than, as `writeBeatenRows` has them; absent for a model without a rank. */
	readonly beats?: string;
};
