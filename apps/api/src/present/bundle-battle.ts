import type { listBundleBattles, listBundleGames } from '@codejoust/db/queries/boards/bundles';
import { hashEvidence } from '@codejoust/board/bundle/evidence-hash';
import { presentStoredReading } from './reading.ts';
import type { BundleBattle } from '@codejoust/contract/schemas/bundle';

export type BattleRow = Awaited<ReturnType<typeof listBundleBattles>>[number];
export type GameRow = Awaited<ReturnType<typeof listBundleGames>>[number];

/** A battle with its games; `games` has one row per judgment, in order. */
export function presentBundleBattle(
	submissionId: string,
	battle: BattleRow,
	games: readonly GameRow[],
): BundleBattle {
	const presented = [...Map.groupBy(games, ({ order }) => order)].map(([order, rows]) => ({
		order,
		identity: rows[0]?.identity ?? '',
		judgments: rows.flatMap(presentJudgment),
	}));
	const isDecided = presented.length > 0 && battle.outcome !== 'unscored';
	return {
		kind: 'battle',
		submission_id: submissionId,
		question_id: battle.questionKey,
		response_hash: battle.responseHash,
		response_length: battle.responseLength,
		cost_micro_usd: battle.costMicroUsd,
		outcome: battle.outcome ?? 'open',
		margin: isDecided ? battle.margin : null,
		consistency: isDecided ? battle.consistency : null,
		evidence_hash: hashEvidence(presented),
		games: presented,
		...(battle.response === null ? {} : { response: battle.response }),
	};
}

function presentJudgment({ judgment, text }: GameRow): BundleBattle['games'][number]['judgments'] {
	if (!judgment) return [];
	const { verdict, rating, preference } = presentStoredReading(judgment);
	return [
		{
			attempt: judgment.attempt,
			verdict,
			...(rating === null ? {} : { rating }),
			...(preference === null ? {} : { preference }),
			unscored_reason: judgment.unscoredReason,
			error_class: judgment.errorClass,
			is_re_ask: judgment.isReAsk,
			model_reported: judgment.modelReported,
			finish_reason: judgment.finishReason,
			prompt_tokens: judgment.promptTokens,
			completion_tokens: judgment.completionTokens,
			received_at: judgment.receivedAt.toISOString(),
			...(text === null ? {} : { text }),
		},
	];
}
