import type { Database } from '@codejoust/db/connect';
import {
	findAnswers,
	findBattle,
	findNeighbours,
	findNeighboursWithin,
	type BattleScope,
	listOtherJudges,
} from '@codejoust/db/queries/boards/battles';
import { findQuestion } from '@codejoust/db/queries/benchmarks/benchmarks';
import { loadGames } from '@codejoust/db/queries/runs/open-battles';
import { findTexts } from '@codejoust/db/queries/texts/texts';
import type { Viewer } from '@codejoust/db/queries/keys/viewer';
import type { FoundBattle } from '../../present/battle.ts';
import { isJury } from '../../is-jury.ts';
import { readVotes } from './read-votes.ts';
import { Refusal } from '../../refusal.ts';

/** A battle with everything that a reader needs to judge the judge; its neighbours within a scope, or else within its run. */
export async function readBattle(
	db: Database,
	id: number,
	{
		viewer,
		scope,
	}: {
		readonly viewer: Viewer;
		readonly scope?: BattleScope | undefined;
	},
): Promise<FoundBattle> {
	const row = await findBattle(db, id, viewer);
	if (!row) throw new Refusal('not-found', `There is no battle ${id}.`);
	const question = await findQuestion(db, row.battle.questionId);
	const { answer, baseline } = await findAnswers(db, row);
	if (!question || !answer || !baseline) throw new Error(`battle ${id} lost its texts`);
	const games = (await loadGames(db, [id])).get(id) ?? [];
	const hashes = games.flatMap((game) =>
		game.judgments.flatMap(({ textHash }) => (textHash === null ? [] : [textHash])),
	);
	const bodies = await findTexts(db, hashes);
	const neighbours = scope
		? await findNeighboursWithin(db, { ...scope, viewer }, id)
		: await findNeighbours(db, row.battle);
	const others = await listOtherJudges(db, row);
	const votes = isJury(row.judge)
		? await readVotes(db, { battleId: id, juryHash: row.judge.hash, games })
		: undefined;
	return { row, votes, question, answer, baseline, games, bodies, ...neighbours, others };
}
