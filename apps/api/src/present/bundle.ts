import type { listBundleBattles, listBundleGames } from '@codejoust/db/queries/bundles';
import type { BundleBattle } from '../schemas/bundle.ts';

type BattleRow = Awaited<ReturnType<typeof listBundleBattles>>[number];
type GameRow = Awaited<ReturnType<typeof listBundleGames>>[number];

/** A battle with its games; `games` has one row per judgment, in order. */
export function presentBundleBattle(
	submissionId: string,
	battle: BattleRow,
	games: readonly GameRow[],
): BundleBattle {
	return {
		kind: 'battle',
		submission_id: submissionId,
		question_id: battle.questionKey,
		response_hash: battle.responseHash,
		response_length: battle.responseLength,
		cost_micro_usd: battle.costMicroUsd,
		outcome: battle.outcome ?? 'open',
		games: [...Map.groupBy(games, ({ order }) => order)].map(([order, rows]) => ({
			order,
			identity: rows[0]?.identity ?? '',
			judgments: rows.flatMap(presentJudgment),
		})),
		...(battle.response === null ? {} : { response: battle.response }),
	};
}

function presentJudgment({ judgment, text }: GameRow): BundleBattle['games'][number]['judgments'] {
	if (!judgment) return [];
	return [
		{
			attempt: judgment.attempt,
			verdict: judgment.verdict,
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
