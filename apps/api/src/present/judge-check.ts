import type {
	CheckNumbers as ArenaNumbers,
	CheckResults as ArenaResults,
} from '@codejoust/arena/judge-check';
import type { CheckSetRow } from '@codejoust/db/queries/judge-check-sets';
import type { JudgeCheckRow } from '@codejoust/db/queries/judge-checks';
import type {
	CheckSet,
	JudgeCheck,
	JudgeCheckNumbers,
	JudgeCheckResults,
} from '../schemas/judge-check.ts';
import type { Run } from '../schemas/submission.ts';
import { presentEstimate } from './leaderboard-row.ts';

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

/** A check with what its run says of its progress. */
export function presentCheck(row: JudgeCheckRow, run: Run): JudgeCheck {
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

function presentResults({ overall, categories }: ArenaResults): JudgeCheckResults {
	return {
		overall: presentNumbers(overall),
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
