import type { AblationCell, AblationNumbers } from '@codejoust/arena/judge-quality/ablation';
import type { AblationRule } from '@codejoust/arena/rules/ablation-rule';
import type { HalfUndecided } from '@codejoust/arena/other-programs/codeprefbench-compat';
import type { Calibration } from '@codejoust/arena/judge-quality/calibration';
import type {
	CheckNumbers as ArenaNumbers,
	CheckResults as ArenaResults,
} from '@codejoust/arena/judge-quality/judge-check';
import type {
	EffectOfPart,
	PairedDifference,
	ReferenceEffect as ArenaEffect,
} from '@codejoust/arena/judge-quality/reference-effect';
import type { CheckSetRow } from '@codejoust/db/queries/judge-checks/judge-check-sets';
import type { JudgeCheckRow } from '@codejoust/db/queries/judge-checks/judge-checks';
import type { Ablation } from '@codejoust/contract/schemas/judge-ablation';
import type {
	EffectPart,
	JudgeCheck,
	ReferenceEffect,
} from '@codejoust/contract/schemas/judge-check';
import type {
	JudgeCalibration,
	JudgeCheckNumbers,
	JudgeCheckResults,
} from '@codejoust/contract/schemas/judge-check-numbers';
import type { CheckSet, ImportedCheckSet } from '@codejoust/contract/schemas/judge-check-set';
import { presentEstimate } from './leaderboard-row.ts';
import { type FoundRun, presentRun } from './run.ts';

export function presentCheckSet(row: CheckSetRow): CheckSet {
	return {
		name: `${row.slug}@${row.version}`,
		title: row.name,
		description: row.description,
		licence: row.licence,
		format: row.format,
		pairs: row.pairs,
		content_hash: row.contentHash,
		created_at: row.createdAt.toISOString(),
	};
}

/** A set that was sent, with what was detected in its file. */
export type ImportedSet = {
	readonly set: CheckSetRow;
	/** Otherwise the same pairs were stored under the same name before. */
	readonly isNew: boolean;
	readonly notes: readonly string[];
};

export function presentImportedSet({ set, isNew, notes }: ImportedSet): ImportedCheckSet {
	return { ...presentCheckSet(set), is_new: isNew, notes: [...notes] };
}

export type FoundCheck = { readonly row: JudgeCheckRow; readonly run: FoundRun };

/** A check with what its run says of its progress. */
export function presentCheck({ row, run: found }: FoundCheck, now: Date): JudgeCheck {
	const run = presentRun(found, now);
	return {
		id: row.id,
		set: presentCheckSet(row.set),
		judge: run.judge,
		replicate: row.replicate,
		reference: row.shownReferences,
		run_id: row.runId,
		state: run.state,
		waits_for: run.waits_for,
		progress: run.progress,
		budget_micro_usd: run.budget_micro_usd,
		created_at: row.createdAt.toISOString(),
		finished_at: run.finished_at,
		measured_at: row.measuredAt?.toISOString() ?? null,
		results: row.results && presentResults(row.results),
		reference_effect: row.referenceEffect && presentEffect(row.referenceEffect),
	};
}

function presentEffect(effect: ArenaEffect): ReferenceEffect {
	const { split } = effect;
	return {
		...presentPart(effect),
		split: split
			? { solved: presentPart(split.solved), unsolved: presentPart(split.unsolved) }
			: null,
	};
}

function presentPart(effect: EffectOfPart): EffectPart {
	const { pairs, compared, better, worse, pValue, accuracy, kappa, cost } = effect;
	return {
		pairs,
		compared,
		better,
		worse,
		p_value: pValue ?? null,
		accuracy: presentDifference(accuracy),
		kappa: presentDifference(kappa),
		cost_micro_usd_per_pair: presentDifference(cost),
	};
}

function presentDifference(difference: PairedDifference | undefined) {
	if (!difference) return null;
	const { on, other, value, interval } = difference;
	return { on, other, value, low: interval?.low ?? null, high: interval?.high ?? null };
}

function presentResults(results: ArenaResults): JudgeCheckResults {
	const { overall, categories, categoryMean: mean, calibration, codal, trivial = [] } = results;
	return {
		overall: presentNumbers(overall),
		category_mean: mean
			? {
					categories: mean.categories,
					accuracy: mean.accuracy,
					half_undecided: mean.halfUndecided,
				}
			: null,
		calibration: calibration ? presentCalibration(calibration) : null,
		codal_compat: codal ? { ...codal, accuracy: codal.accuracy ?? null } : null,
		trivial_judges: trivial.map((row) => ({ ...row, accuracy: row.accuracy ?? null })),
		codeprefbench_compat: results.codePrefBench
			? presentCodePrefBench(results.codePrefBench)
			: null,
		categories: categories.map(({ category, numbers }) => ({
			category,
			numbers: presentNumbers(numbers),
		})),
	};
}

function presentCodePrefBench({
	objectives,
	mean,
}: NonNullable<ArenaResults['codePrefBench']>): JudgeCheckResults['codeprefbench_compat'] {
	return {
		objectives: objectives.map(({ halfUndecided, ...numbers }) => ({
			...numbers,
			half_undecided: halfUndecided,
		})),
		mean: presentHalf(mean),
	};
}

function presentHalf(numbers: HalfUndecided | undefined) {
	return numbers ? { accuracy: numbers.accuracy, half_undecided: numbers.halfUndecided } : null;
}

/** The cells of an ablation in their order, the plain one first. */
export function presentAblation(rule: AblationRule, cells: readonly AblationCell[]): Ablation {
	return {
		rule,
		cells: cells.map(({ overall, categories, mean, againstPlain: compared }) => ({
			overall: presentAblationNumbers(overall),
			categories: categories.map(({ category, numbers }) => ({
				category,
				numbers: presentAblationNumbers(numbers),
			})),
			mean: presentHalf(mean),
			against_plain: compared
				? {
						pairs: compared.pairs,
						only_plain: compared.onlyPlain,
						only_this: compared.onlyThis,
						difference: compared.difference ?? null,
						p_value: compared.pValue,
					}
				: null,
		})),
	};
}

function presentAblationNumbers(numbers: AblationNumbers): Ablation['cells'][number]['overall'] {
	const { pairs, scored, correct, undecided, accuracy, halfUndecided } = numbers;
	return {
		pairs,
		scored,
		correct,
		undecided,
		accuracy: accuracy ?? null,
		half_undecided: halfUndecided ?? null,
	};
}

function presentCalibration({ positionShift, bins, ...numbers }: Calibration): JudgeCalibration {
	return {
		...numbers,
		bins: bins.map((bin) => ({
			...bin,
			preference: bin.preference ?? null,
			share: bin.share ?? null,
		})),
		position_shift: positionShift ?? null,
	};
}

function presentNumbers(numbers: ArenaNumbers): JudgeCheckNumbers {
	const { judgeBench, length, pricedPairs, costMicroUsd } = numbers;
	return {
		pairs: numbers.pairs,
		labels: { ...numbers.labels },
		scored: numbers.scored,
		unscored: numbers.unscored,
		unscored_reasons: { ...numbers.unscoredReasons },
		correct: numbers.correct,
		undecided: numbers.undecided,
		wrong: numbers.wrong,
		accuracy: presentEstimate(numbers.accuracy),
		half_undecided: numbers.halfUndecided ?? null,
		kappa: numbers.kappa ?? null,
		pi: numbers.pi ?? null,
		alpha: numbers.alpha ?? null,
		judgebench_compat: {
			pairs: judgeBench.pairs,
			correct: judgeBench.correct,
			incorrect: judgeBench.incorrect,
			ties: judgeBench.ties,
			accuracy: judgeBench.accuracy ?? null,
			position_consistency: judgeBench.positionConsistency ?? null,
		},
		position_consistency: numbers.positionConsistency ?? null,
		flip_rate: numbers.flipRate ?? null,
		first_position_share: numbers.firstPositionShare ?? null,
		length: length ? { ...length, excess: { ...length.excess } } : null,
		cost_micro_usd_per_pair: pricedPairs > 0 ? costMicroUsd / pricedPairs : null,
	};
}
