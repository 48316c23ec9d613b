import type { Database } from '@codejoust/db/connect';
import {
	findAnswers,
	findBattle,
	findNeighbours,
	findNeighboursWithin,
	type BattleScope,
	listOtherJudges,
} from '@codejoust/db/queries/battles';
import { findQuestion } from '@codejoust/db/queries/benchmarks';
import { loadGames } from '@codejoust/db/queries/judging';
import { findTexts } from '@codejoust/db/queries/texts';
import type { Viewer } from '@codejoust/db/queries/viewer';
import { presentBattleBrief, presentGame } from '../present/battle.ts';
import { presentQuestion } from '../present/benchmark.ts';
import { presentJudgeBrief, presentModelBrief } from '../present/names.ts';
import { withhold } from '../present/withhold.ts';
import { Refusal } from '../refusal.ts';
import type { Battle } from '../schemas/battle.ts';

/**
 * A battle with everything that a reader needs to judge the judge; its neighbours within a scope, or else within its run.
 * `isKept` is asked whether its texts are kept back.
 */
export async function readBattle(
	db: Database,
	id: number,
	{
		viewer,
		scope,
		isKept,
	}: {
		readonly viewer: Viewer;
		readonly scope?: BattleScope | undefined;
		readonly isKept: (visibility: string) => boolean;
	},
): Promise<Battle> {
	const row = await findBattle(db, id, viewer);
	if (!row) throw new Refusal('not-found', `There is no battle ${id}.`);
	const isPrivate = isKept(row.visibility);
	const question = await findQuestion(db, row.battle.questionId);
	const { answer, baseline } = await findAnswers(db, row);
	if (!question || !answer || !baseline) throw new Error(`battle ${id} lost its texts`);
	const games = (await loadGames(db, [id])).get(id) ?? [];
	const hashes = games.flatMap((game) =>
		game.judgments.flatMap(({ textHash }) => (textHash === null ? [] : [textHash])),
	);
	const bodies = await findTexts(db, hashes);
	const { previousId, nextId } = scope
		? await findNeighboursWithin(db, { ...scope, viewer }, id)
		: await findNeighbours(db, row.battle);
	const others = await listOtherJudges(db, row);
	const own = withhold(answer.body, isPrivate);
	const theirs = withhold(baseline.body, isPrivate);
	return {
		...presentBattleBrief(row, isPrivate),
		question: presentQuestion(question, isPrivate),
		answer: own.text,
		answer_withheld: own.withheld,
		baseline_answer: theirs.text,
		baseline_answer_withheld: theirs.withheld,
		baseline: presentModelBrief(baseline.model),
		games: games.map((game) => presentGame(game, bodies, isPrivate)),
		previous_id: previousId === undefined ? null : String(previousId),
		next_id: nextId === undefined ? null : String(nextId),
		other_judges: others.map((other) => ({
			judge: presentJudgeBrief(other.judge),
			battle_id: String(other.id),
			outcome: other.outcome ?? 'open',
		})),
	};
}
