import type { FamilyBias } from '@codejoust/arena/judge-quality/family-bias';
import type { Agreement } from '@codejoust/arena/judge-quality/judge-agreement';
import type { JudgeComparison as Computed } from '@codejoust/arena/judge-quality/judge-comparison';
import type { JudgeConduct as ComputedConduct } from '@codejoust/arena/judge-quality/judge-conduct';
import type { JudgeFloor } from '@codejoust/arena/judge-quality/judge-floor';
import type {
	JudgedPlace,
	ModelMove as ComputedMove,
} from '@codejoust/arena/judge-quality/judge-moves';
import type { JudgeSide } from '@codejoust/arena/judge-quality/judged-twice';
import { VERDICTS } from '@codejoust/arena/rules/verdict';
import type { BenchmarkVersionRow } from '@codejoust/db/queries/benchmarks/benchmarks';
import type { ModelBriefRow } from '@codejoust/db/queries/models/model-brief';
import type { JudgeBriefRow } from '@codejoust/db/queries/runs/runs';
import type {
	JudgeComparison,
	JudgeConduct,
	ModelMove,
} from '@codejoust/contract/schemas/judge-comparison';
import { presentBenchmarkBrief } from './benchmark.ts';
import { describeJudgeComparison } from './judge-comparison-words.ts';
import { presentEstimate } from './leaderboard-row.ts';
import { presentJudgeBrief, presentModelBrief } from './names.ts';
import { presentShare } from './question-share.ts';

/** What two judges were compared on. */
export type ComparedJudges = {
	readonly benchmark: BenchmarkVersionRow;
	readonly judges: Readonly<Record<JudgeSide, JudgeBriefRow>>;
	/** By submission. */
	readonly models: ReadonlyMap<string, ModelBriefRow>;
};

export function presentJudgeComparison(computed: Computed, about: ComparedJudges): JudgeComparison {
	const conduct = (side: JudgeSide) =>
		presentConduct(computed.conduct[side], about.judges[side], computed.familyBias[side]);
	const comparison = {
		benchmark: presentBenchmarkBrief(about.benchmark),
		from: conduct('from'),
		to: conduct('to'),
		questions: computed.questions,
		battles: computed.battles,
		scored_by_both: computed.scoredByBoth,
		empty_answers: computed.emptyAnswers,
		moved: computed.moved,
		models: computed.models.map((move) => presentMove(move, about.models)),
		boards: presentBoards(computed.boards),
		outcomes: {
			...presentAgreement(computed.outcomes),
			reversed: presentShare(computed.outcomes.reversed),
			table: asTable(computed.outcomes.table),
			noise_floor: ofBoth((side) => presentOutcomeFloor(computed.floor[side])),
		},
		verdicts: presentVerdicts(computed),
		categories: computed.categories.map(({ category, ...flips }) => ({
			category,
			...presentFlips(flips),
		})),
		cost_ratio: costRatio(computed),
	};
	return { ...comparison, summary: [...describeJudgeComparison(comparison)] };
}

function presentConduct(
	conduct: ComputedConduct,
	judge: JudgeBriefRow,
	bias: FamilyBias,
): JudgeConduct {
	return {
		judge: presentJudgeBrief(judge),
		battles_scored: conduct.counts.scored,
		battles_unscored: conduct.counts.unscored,
		unscored_reasons: { ...conduct.counts.unscoredReasons },
		consistency: presentShare(conduct.consistency),
		flip_rate: presentShare(conduct.flipRate),
		first_position: presentShare(conduct.firstPosition),
		longer_wins: presentShare(conduct.longerWins),
		cost_micro_usd_per_battle: conduct.costMicroUsdPerBattle ?? null,
		priced_battles: conduct.pricedBattles,
		median_latency_ms: conduct.medianLatencyMs ?? null,
		family_bias: presentBias(bias),
	};
}

function presentBias(bias: FamilyBias): JudgeConduct['family_bias'] {
	const measured = bias.kind === 'measured' ? bias : undefined;
	return {
		family: bias.family ?? null,
		is_baseline_of_family: bias.isBaselineOfFamily,
		absent: bias.kind === 'absent' ? bias.reason : null,
		own_battles: measured?.ownBattles ?? 0,
		own: measured?.own ?? null,
		others: measured?.others ?? null,
		preference: measured?.preference ?? null,
		leniency: measured?.leniency ?? null,
		excess: measured?.excess ?? null,
	};
}

function presentMove(move: ComputedMove, models: ReadonlyMap<string, ModelBriefRow>): ModelMove {
	const model = models.get(move.id);
	if (!model) throw new Error(`submission ${move.id} vanished`);
	const { difference } = move;
	return {
		submission_id: move.id,
		model: presentModelBrief(model),
		battles: move.battles,
		scored: move.scored,
		unscored: { ...move.unscored },
		empty_answers: move.emptyAnswers,
		from: presentPlace(move.from),
		to: presentPlace(move.to),
		difference: difference ? { value: difference.value, ...difference.interval } : null,
		p_value: move.pValue ?? null,
		adjusted_p_value: move.adjustedPValue ?? null,
		answer: move.answer,
		outcomes: presentFlips(move.outcomes),
	};
}

function presentPlace(judged: JudgedPlace | undefined): ModelMove['from'] {
	const score = presentEstimate(judged?.score);
	if (!judged || !score) return null;
	return { score, place: judged.place, rank: judged.rank ? { ...judged.rank } : null };
}

function presentBoards(boards: Computed['boards']): JudgeComparison['boards'] {
	return {
		spearman: boards.spearman ?? null,
		kendall: boards.kendall ?? null,
		agreement_with_confidence: boards.agreementWithConfidence ?? null,
		separability: ofBoth((side) => boards.separability[side] ?? null),
	};
}

function presentVerdicts({ verdicts, floor }: Computed): JudgeComparison['verdicts'] {
	const floorOf = (what: 'labels' | 'sides') =>
		ofBoth((side) => {
			const own = floor[side];
			return own ? presentAgreement(own.verdicts[what]) : null;
		});
	return {
		labels: { ...presentAgreement(verdicts.labels), noise_floor: floorOf('labels') },
		sides: { ...presentAgreement(verdicts.sides), noise_floor: floorOf('sides') },
		unscored: verdicts.unscored,
		order: [...VERDICTS],
		confusion: {
			all: asTable(verdicts.confusion.all),
			baseline_first: asTable(verdicts.confusion.baselineFirst),
			swapped: asTable(verdicts.confusion.swapped),
		},
	};
}

function presentOutcomeFloor(
	floor: JudgeFloor | undefined,
): JudgeComparison['outcomes']['noise_floor']['from'] {
	if (!floor) return null;
	const { n, agreement, agreementInterval, reversals, alpha, scoreDeviation } = floor.outcomes;
	return {
		n,
		askings: floor.askings,
		agreement: agreement ?? null,
		low: agreementInterval?.low ?? null,
		high: agreementInterval?.high ?? null,
		reversals: reversals ?? null,
		alpha: alpha ?? null,
		score_deviation: scoreDeviation ?? null,
	};
}

function presentFlips(flips: {
	readonly n: number;
	readonly same: number;
	readonly winToLoss: number;
	readonly lossToWin: number;
}) {
	const { n, same, winToLoss, lossToWin } = flips;
	return { n, same, win_to_loss: winToLoss, loss_to_win: lossToWin };
}

function presentAgreement(agreement: Agreement) {
	return { ...presentShare(agreement), kappa: agreement.kappa ?? null };
}

function costRatio({ conduct }: Computed): number | null {
	const from = conduct.from.costMicroUsdPerBattle ?? 0;
	const to = conduct.to.costMicroUsdPerBattle ?? 0;
	return from > 0 && to > 0 ? to / from : null;
}

function asTable(rows: readonly (readonly number[])[]): number[][] {
	return rows.map((row) => [...row]);
}

function ofBoth<Value>(read: (side: JudgeSide) => Value): { from: Value; to: Value } {
	return { from: read('from'), to: read('to') };
}
