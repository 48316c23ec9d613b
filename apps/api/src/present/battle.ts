import { gamePoints } from '@codejoust/arena/game';
import type { BattleRow } from '@codejoust/db/queries/battles';
import type { JudgmentRow, OpenGame } from '@codejoust/db/queries/judging';
import type { BattleBrief, Game, Judgment } from '../schemas/battle.ts';
import { asDifficulty, presentQuestionStart } from './benchmark.ts';
import { presentBenchmarkName, presentJudgeBrief, presentModelBrief } from './names.ts';
import { withhold } from './withhold.ts';

/** A battle in a list; one of a private question without the beginning of it. */
export function presentBattleBrief(row: BattleRow, isPrivate: boolean): BattleBrief {
	const { battle } = row;
	return {
		id: String(battle.id),
		benchmark: presentBenchmarkName(row),
		run_id: battle.runId,
		submission_id: row.submissionId,
		model: presentModelBrief(row.model),
		judge: presentJudgeBrief(row.judge),
		question_id: row.questionKey,
		category: row.category,
		subcategory: row.subcategory,
		languages: row.languages,
		difficulty: asDifficulty(row.difficulty),
		question_start: presentQuestionStart(row.messages, isPrivate),
		question_withheld: withhold(row.messages, isPrivate).withheld,
		outcome: battle.outcome ?? 'open',
		by: battle.decidedBy,
		margin: battle.margin,
		consistency: battle.consistency,
		unscored_reasons: battle.unscoredReasons,
	};
}

export function presentGame(
	game: OpenGame,
	bodies: ReadonlyMap<string, string | null>,
	isPrivate: boolean,
): Game {
	const verdict = game.judgments[0]?.verdict;
	return {
		order: game.order,
		identity: game.identity,
		points: verdict ? gamePoints(verdict, game.order) : null,
		judgments: game.judgments.map((judgment) => presentJudgment(judgment, bodies, isPrivate)),
	};
}

function presentJudgment(
	row: JudgmentRow,
	bodies: ReadonlyMap<string, string | null>,
	isPrivate: boolean,
): Judgment {
	const words =
		row.textHash === null ? undefined : withhold(bodies.get(row.textHash) ?? null, isPrivate);
	return {
		attempt: row.attempt,
		is_re_ask: row.isReAsk,
		verdict: row.verdict,
		unscored_reason: row.unscoredReason,
		error_class: row.errorClass,
		text: words?.text ?? null,
		text_withheld: words?.withheld ?? null,
		finish_reason: row.finishReason,
		model_reported: row.modelReported,
		request_id: row.requestId,
		prompt_tokens: row.promptTokens,
		completion_tokens: row.completionTokens,
		tokens_estimated: row.tokensEstimated,
		cost_micro_usd: row.costMicroUsd,
		latency_ms: row.latencyMs,
		transport_retries: row.transportRetries,
		received_at: row.receivedAt.toISOString(),
	};
}
