import { type BattleResult, decideBattle, EMPTY_ANSWER_LOSS } from '@codejoust/arena/battle';
import type { BoardEntry, BoardInput } from '@codejoust/arena/board-input';
import type { GameOrder } from '@codejoust/arena/game';
import type { Judgment } from '@codejoust/arena/judgment';
import type { BundleBattle } from '../schemas/bundle.ts';
import { type Difference, findDifferences } from './differences.ts';
import type { Bundle } from './read-bundle.ts';

/** What a board's numbers are a function of, with every battle decided anew from its judgments. */
export function asBoardInput({ header, questions, models, battles }: Bundle): BoardInput {
	const battlesOf = Map.groupBy(battles, ({ submission_id }) => submission_id);
	return {
		seed: header.snapshot.seed,
		questions: questions.map(({ question_id: id, ...question }) => ({
			id,
			category: question.category,
			subcategory: question.subcategory,
			languages: question.languages,
			difficulty: question.difficulty,
		})),
		baselineLengths: new Map(
			questions.map(({ question_id, baseline_length }) => [question_id, baseline_length]),
		),
		entrants: models.map(({ submission_id: id }) => ({
			id,
			entries: (battlesOf.get(id) ?? []).map(asEntry),
		})),
	};
}

/** The outcome that the bundle claims against the one that its judgments make. */
export function checkBattle(battle: BundleBattle): Difference[] {
	const result = decide(battle);
	const outcome = !result ? 'open' : result.kind === 'scored' ? result.outcome : 'unscored';
	const path = `battles/${battle.submission_id}/${battle.question_id}/outcome`;
	return findDifferences(path, battle.outcome, outcome);
}

function asEntry(battle: BundleBattle): BoardEntry {
	const result = decide(battle);
	return {
		questionId: battle.question_id,
		responseLength: battle.response_length,
		...(result ? { result } : {}),
		...(battle.cost_micro_usd === null ? {} : { costMicroUsd: battle.cost_micro_usd }),
	};
}

function decide({ games }: BundleBattle): BattleResult | undefined {
	if (games.length === 0) return EMPTY_ANSWER_LOSS;
	const baselineFirst = readGame(games, 'baseline-first');
	const swapped = readGame(games, 'swapped');
	return baselineFirst && swapped ? decideBattle({ baselineFirst, swapped }) : undefined;
}

/** The newest attempt counts. */
function readGame(games: BundleBattle['games'], order: GameOrder): Judgment | undefined {
	const newest = games
		.find((game) => game.order === order)
		?.judgments.toSorted((a, b) => a.attempt - b.attempt)
		.at(-1);
	if (!newest) return undefined;
	const { verdict, unscored_reason: reason, error_class: errorClass } = newest;
	if (verdict !== null) return { kind: 'scored', verdict };
	if (reason !== null && reason !== 'provider-error') return { kind: 'unscored', reason };
	if (reason === null || errorClass === null)
		throw new Error('the schema lets no judgment pass without a verdict or a whole reason');
	return { kind: 'unscored', reason, errorClass };
}
