import type { BattleResult } from '@codejoust/arena/rules/battle';
import { decidesAlone } from '@codejoust/arena/rules/cascade';
import { splitThinking } from '@codejoust/arena/rules/final-text';
import { nameBenchmark, nameJudge } from '../benchmark-name.ts';
import type { QuestionRow } from '@codejoust/db/queries/benchmarks/benchmarks';
import type { BattleRow, findAnswers, listOtherJudges } from '@codejoust/db/queries/boards/battles';
import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import type { JudgmentRow, OpenGame } from '@codejoust/db/queries/runs/open-battles';
import type { Battle, BattleBrief, Game, Judgment } from '@codejoust/contract/schemas/battle';
import {
	asDifficulty,
	presentQuestion,
	presentQuestionStart,
	type QuestionReader,
} from './benchmark.ts';
import { presentJudgeBrief, presentModelBrief } from './names.ts';
import { presentPoints, presentStoredReading } from './reading.ts';
import { type FoundSent, presentSent } from './sent-answers.ts';
import { withhold } from '../withhold.ts';

/** A battle in a list; one of a private question without the beginning of it. */
export function presentBattleBrief(row: BattleRow, isPrivate: boolean): BattleBrief {
	const { battle } = row;
	return {
		id: String(battle.id),
		benchmark: nameBenchmark(row),
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

type Answer = NonNullable<Awaited<ReturnType<typeof findAnswers>>['answer']>;

/** What a member of a jury or cascade makes of a battle. */
export type FoundVote = {
	readonly judge: JudgeVersionRow;
	/** By which its games are named. */
	readonly member: string;
	/** Undefined while one of its judgments is missing; a name where it is asked nothing: recused, or not needed. */
	readonly result: BattleResult | 'recused' | 'not-asked' | undefined;
	/** The member's own battle about the same answers. */
	readonly battleId: number | undefined;
};

/** Of a cascade also how far from one half its first judge's preference has to be. */
export type FoundVotes = { readonly votes: readonly FoundVote[]; readonly margin?: number };

/** A battle with everything that a reader needs to judge the judge. */
export type FoundBattle = Partial<FoundVotes> & {
	readonly row: BattleRow;
	readonly question: QuestionRow;
	readonly answer: Answer;
	readonly baseline: Answer;
	readonly games: readonly OpenGame[];
	/** The judge's texts by hash. */
	readonly bodies: ReadonlyMap<string, string | null>;
	readonly previousId: number | undefined;
	readonly nextId: number | undefined;
	readonly others: Awaited<ReturnType<typeof listOtherJudges>>;
	/** Undefined where the judge was shown the answers as they are, or not at all. */
	readonly sent: FoundSent | undefined;
};

/**
 * A battle with its texts; one of a private question without them, and to anybody but an operator without what the judge
 * says where it was shown a reference for judges alone: it may repeat it.
 */
export function presentBattle(found: FoundBattle, reader: QuestionReader): Battle {
	const { isPrivate, isOperator } = reader;
	const { row, question, answer, baseline, games, bodies, previousId, nextId, others } = found;
	const absent = answer.isWithoutTexts ? 'not-given' : 'redacted';
	const own = withhold(answer.body, isPrivate, { absent });
	const theirs = withhold(baseline.body, isPrivate);
	const isShownInPrivate =
		row.battle.referenceHash !== null && question.referenceVisibility === 'judge-only';
	const words = {
		isKept: isPrivate || (isShownInPrivate && !isOperator),
		why: isPrivate ? ('private' as const) : ('judge-only' as const),
	};
	return {
		...presentBattleBrief(row, isPrivate),
		question: presentQuestion(question, reader),
		answer: own.text,
		answer_withheld: own.withheld,
		baseline_answer: theirs.text,
		baseline_answer_withheld: theirs.withheld,
		baseline: presentModelBrief(baseline.model),
		sent: found.sent && !own.withheld && !theirs.withheld ? presentSent(found.sent) : null,
		games: games.map((game) => presentGame(game, bodies, words)),
		votes: found.votes?.map(presentVote) ?? null,
		cascade: presentCascadeBattle(found),
		previous_id: previousId === undefined ? null : String(previousId),
		next_id: nextId === undefined ? null : String(nextId),
		was_reference_shown: row.battle.referenceHash !== null,
		other_judges: others.map((other) => ({
			judge: presentJudgeBrief(other.judge),
			battle_id: String(other.id),
			run_id: other.runId,
			outcome: other.outcome ?? 'open',
		})),
	};
}

function presentCascadeBattle({ votes, margin, row }: FoundBattle): Battle['cascade'] {
	if (margin === undefined || !votes) return null;
	const [first, second] = votes;
	const isDecided = row.battle.outcome !== null && row.battle.outcome !== 'unscored';
	const isAlone = typeof first?.result === 'object' && decidesAlone(first.result, margin);
	const decider = isAlone ? first : second;
	return { margin, decided_by: isDecided && decider ? nameJudge(decider.judge) : null };
}

function presentVote({ judge, member, result, battleId }: FoundVote) {
	const isScored = typeof result === 'object' && result.kind === 'scored';
	return {
		judge: presentJudgeBrief(judge),
		member,
		outcome: isScored
			? result.outcome
			: result === 'recused' || result === 'not-asked'
				? result
				: result === undefined
					? ('open' as const)
					: ('unscored' as const),
		margin: isScored && 'margin' in result ? result.margin : null,
		preference: isScored && 'numbers' in result ? (result.numbers.preference ?? null) : null,
		battle_id: battleId === undefined ? null : String(battleId),
	};
}

/** Whether a judge's words are kept from the reader, and why. */
type WordsKept = { readonly isKept: boolean; readonly why: 'private' | 'judge-only' };

function presentGame(
	game: OpenGame,
	bodies: ReadonlyMap<string, string | null>,
	keeping: WordsKept,
): Game {
	return {
		order: game.order,
		identity: game.identity,
		points: presentPoints(presentStoredReading(game.judgments[0]), game.order),
		judgments: game.judgments.map((judgment) => presentJudgment(judgment, bodies, keeping)),
	};
}

function presentJudgment(
	row: JudgmentRow,
	bodies: ReadonlyMap<string, string | null>,
	keeping: WordsKept,
): Judgment {
	const words =
		row.textHash === null
			? undefined
			: withhold(bodies.get(row.textHash) ?? null, keeping.isKept, { why: keeping.why });
	const { final = '', thinking } = splitThinking(words?.text ?? '');
	return {
		attempt: row.attempt,
		is_re_ask: row.isReAsk,
		...presentStoredReading(row),
		unscored_reason: row.unscoredReason,
		error_class: row.errorClass,
		detail:
			row.detail === null ? null : withhold(row.detail, keeping.isKept, { why: keeping.why }).text,
		flags: [...row.flags],
		text: words?.text == null ? null : final,
		thinking: thinking === '' ? null : thinking,
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
