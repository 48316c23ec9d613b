import type {
	CheckNumbers as ArenaNumbers,
	CheckResults as ArenaResults,
} from '@codejoust/arena/judge-quality/judge-check';
import type { CheckSetRow } from '@codejoust/db/queries/judge-checks/judge-check-sets';
import type { JudgeCheckRow } from '@codejoust/db/queries/judge-checks/judge-checks';
import type {
	CheckSet,
	ImportedCheckSet,
	JudgeCheck,
	JudgeCheckNumbers,
	JudgeCheckResults,
} from '@codejoust/contract/schemas/judge-check';
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
		run_id: row.runId,
		state: run.state,
		waits_for: run.waits_for,
		progress: run.progress,
		budget_micro_usd: run.budget_micro_usd,
		created_at: row.createdAt.toISOString(),
		finished_at: run.finished_at,
		measured_at: row.measuredAt?.toISOString() ?? null,
		results: row.results && presentResults(row.results),
	};
}

function presentResults(results: ArenaResults): JudgeCheckResults {
	const { overall, categories, categoryMean: mean, codal, trivial = [] } = results;
	return {
		overall: presentNumbers(overall),
		category_mean: mean
			? {
					categories: mean.categories,
					accuracy: mean.accuracy,
					half_undecided: mean.halfUndecided,
				}
			: null,
		codal_compat: codal ? { ...codal, accuracy: codal.accuracy ?? null } : null,
		trivial_judges: trivial.map((row) => ({ ...row, accuracy: row.accuracy ?? null })),
		categories: categories.map(({ category, numbers }) => ({
			category,
			numbers: presentNumbers(numbers),
		})),
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
