import { countJudging, type JudgingCounts } from '../outcomes/judging-counts.ts';
import { wasAsked } from '../rules/battle.ts';
import { type EntrantBattle, hasOutcome, isDecided, type JudgeSide } from './judged-twice.ts';
import { measureShare, type QuestionShare } from './question-shares.ts';

/** How one of two judges did over the battles that both have settled. */
export type JudgeConduct = {
	readonly counts: JudgingCounts;
	/** Scored battles whose two games say the same; those whose games name opposite sides. */
	readonly consistency: QuestionShare;
	readonly flipRate: QuestionShare;
	/** Games won by the answer shown first, over games with a winner. */
	readonly firstPosition: QuestionShare;
	/** Battles won by the longer answer, over won or lost battles whose answers differ in length. */
	readonly longerWins: QuestionShare;
	/** Mean over the battles whose cost is known under both judges, and how many those are. */
	readonly costMicroUsdPerBattle?: number;
	readonly pricedBattles: number;
	/** Over the replies that count. */
	readonly medianLatencyMs?: number;
};

/** Conduct of one judge. What has no data is absent; battles lost by an empty answer are left out. */
export function measureConduct(battles: readonly EntrantBattle[], side: JudgeSide): JudgeConduct {
	const decided = battles.flatMap((battle) => {
		const { result } = battle[side];
		return isDecided(result) ? [{ ...battle, result }] : [];
	});
	const share = (isHit: (battle: (typeof decided)[number]) => boolean) =>
		measureShare(
			decided.map((battle) => ({ questionId: battle.questionId, isHit: isHit(battle) })),
		);
	const priced = battles.flatMap(({ from, to, [side]: own }) => {
		const isPriced = from.costMicroUsd !== undefined && to.costMicroUsd !== undefined;
		return isPriced && wasAsked(own.result) ? (own.costMicroUsd ?? []) : [];
	});
	const medianLatencyMs = median(battles.flatMap(({ [side]: own }) => own.latenciesMs));
	return {
		counts: countSide(battles, side),
		consistency: share(({ result }) => result.consistency === 'consistent'),
		flipRate: share(({ result }) => result.consistency === 'flipped'),
		firstPosition: measureShare(
			decided.flatMap(({ questionId, result }) =>
				Array.from({ length: result.decidedGames }, (_, game) => ({
					questionId,
					isHit: game < result.firstWins,
				})),
			),
		),
		longerWins: measureShare(
			battles.flatMap(({ questionId, responseLength, baselineLength, [side]: { result } }) =>
				!hasOutcome(result) || result.outcome === 'tie' || responseLength === baselineLength
					? []
					: [{ questionId, isHit: (result.outcome === 'win') === responseLength > baselineLength }],
			),
		),
		pricedBattles: priced.length,
		...(priced.length > 0 && {
			costMicroUsdPerBattle: priced.reduce((sum, cost) => sum + cost, 0) / priced.length,
		}),
		...(medianLatencyMs !== undefined && { medianLatencyMs }),
	};
}

function countSide(battles: readonly EntrantBattle[], side: JudgeSide): JudgingCounts {
	const byEntrant = Map.groupBy(battles, ({ entrantId }) => entrantId);
	return countJudging(
		[...byEntrant].map(([id, own]) => ({
			id,
			entries: own.map(({ questionId, responseLength, [side]: { result, costMicroUsd } }) => ({
				questionId,
				responseLength,
				result,
				...(costMicroUsd !== undefined && { costMicroUsd }),
			})),
		})),
	);
}

function median(values: readonly number[]): number | undefined {
	const sorted = Float64Array.from(values).sort();
	const [lower, upper] = [sorted[(sorted.length - 1) >> 1], sorted[sorted.length >> 1]];
	return lower === undefined || upper === undefined ? undefined : (lower + upper) / 2;
}
