import {
	type BattleResult,
	EMPTY_ANSWER_LOSS,
	EQUAL_TEXTS_TIE,
} from '@codejoust/arena/rules/battle';
import type { SlopeSums } from '@codejoust/arena/outcomes/slope-sums';
import type { BoardEntry, BoardInput } from '@codejoust/arena/outcomes/board-input';
import type { Judgment } from '@codejoust/arena/rules/judgment';
import type { BundleBattle, BundleHeader } from '@codejoust/contract/schemas/bundle';
import { decideOf } from '@codejoust/judge/protocol/kinds';
import type { Decide } from '@codejoust/judge/protocol/protocol';
import { hashEvidence } from './evidence-hash.ts';
import { type Difference, findDifferences } from './differences.ts';
import type { Bundle } from './read-bundle.ts';

/** What a bundle's judgments make of a battle; undefined while it is open. */
export type DecideBattle = (battle: BundleBattle) => BattleResult | undefined;

/** Undefined where the judge is of a kind that is not known here. */
export function openDeciding({
	header,
	questions,
}: Pick<Bundle, 'header' | 'questions'>): DecideBattle | undefined {
	const byKind = decideOf(header.judge.definition);
	const baselineOf = new Map(
		questions.map((question) => [question.question_id, question.baseline_hash]),
	);
	return byKind && ((battle) => decide(battle, { baselineOf, byKind }));
}

/** What a board's numbers are a function of, with every battle decided anew from its judgments. */
export function asBoardInput(
	{ header, questions, models, battles }: Bundle,
	decideBattle: DecideBattle,
): BoardInput {
	const battlesOf = Map.groupBy(battles, ({ submission_id }) => submission_id);
	const { other_boards: otherBoards } = header.snapshot;
	return {
		...(otherBoards && { otherBoards: asSlopes(otherBoards) }),
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
			entries: (battlesOf.get(id) ?? []).map((battle) => asEntry(battle, decideBattle(battle))),
		})),
	};
}

function asSlopes(sums: NonNullable<BundleHeader['snapshot']['other_boards']>): SlopeSums {
	return {
		models: sums.models,
		weight: sums.weight,
		weightSquared: sums.weight_squared,
		slope: sums.slope,
		slopeSquared: sums.slope_squared,
		variance: sums.variance,
		varianceSquared: sums.variance_squared,
	};
}

/** What the bundle claims of a battle against what its judgments make of it; so a changed judgment is found at its battle. */
export function checkBattle(battle: BundleBattle, decideBattle: DecideBattle): Difference[] {
	const result = decideBattle(battle);
	const outcome = !result ? 'open' : result.kind === 'scored' ? result.outcome : 'unscored';
	const path = `battles/${battle.submission_id}/${battle.question_id}`;
	const decided = result?.kind === 'scored' && 'margin' in result ? result : undefined;
	const games = decided?.by === 'games' ? decided : undefined;
	const { margin, consistency, evidence_hash: evidence } = battle;
	return [
		...findDifferences(`${path}/outcome`, battle.outcome, outcome),
		...(margin === undefined
			? []
			: findDifferences(`${path}/margin`, margin, decided?.margin ?? null)),
		...(consistency === undefined
			? []
			: findDifferences(`${path}/consistency`, consistency, games?.consistency ?? null)),
		...(evidence === undefined
			? []
			: findDifferences(`${path}/evidence_hash`, evidence, hashEvidence(battle.games))),
	];
}

function asEntry(battle: BundleBattle, result: BattleResult | undefined): BoardEntry {
	return {
		questionId: battle.question_id,
		responseLength: battle.response_length,
		...(result ? { result } : {}),
		...(battle.cost_micro_usd === null ? {} : { costMicroUsd: battle.cost_micro_usd }),
	};
}

/** A text that equals the baseline's is a tie, whatever a judge made of it; no game otherwise means an empty answer. */
function decide(
	battle: BundleBattle,
	{
		baselineOf,
		byKind,
	}: {
		/** The hash of the baseline's answer by question. */
		readonly baselineOf: ReadonlyMap<string, string>;
		readonly byKind: Decide;
	},
): BattleResult | undefined {
	const { games } = battle;
	if (battle.response_hash === baselineOf.get(battle.question_id)) return EQUAL_TEXTS_TIE;
	if (games.length === 0) return EMPTY_ANSWER_LOSS;
	const judgments = games.flatMap((game) => {
		const judgment = readGame(game);
		return judgment ? [[game.order, judgment] as const] : [];
	});
	return judgments.length < games.length ? undefined : byKind(new Map(judgments));
}

/** The newest attempt counts. */
function readGame({ judgments }: BundleBattle['games'][number]): Judgment | undefined {
	const newest = judgments.toSorted((a, b) => a.attempt - b.attempt).at(-1);
	if (!newest) return undefined;
	const { verdict, rating, preference, unscored_reason: reason, error_class: errorClass } = newest;
	if (rating != null) return { kind: 'scored', rating };
	if (verdict !== null)
		return { kind: 'scored', verdict, ...(preference == null ? {} : { preference }) };
	if (reason !== null && reason !== 'provider-error') return { kind: 'unscored', reason };
	if (reason === null || errorClass === null)
		throw new Error('the schema lets no judgment pass without a verdict or a whole reason');
	return { kind: 'unscored', reason, errorClass };
}
