import type { Database } from '@codejoust/db/connect';
import {
	type BattleRow,
	findAnswers,
	findBattle,
	findNeighbours,
	type BattleScope,
	listOtherJudges,
} from '@codejoust/db/queries/boards/battles';
import { findNeighboursWithin } from '@codejoust/db/queries/boards/battle-pages';
import { searchBattles } from '@codejoust/db/queries/boards/search-battles';
import { findQuestion } from '@codejoust/db/queries/benchmarks/benchmarks';
import { loadGames } from '@codejoust/db/queries/runs/open-battles';
import { findJudgeVersion } from '@codejoust/db/queries/judges/judges';
import { findTexts } from '@codejoust/db/queries/texts/texts';
import type { Viewer } from '@codejoust/db/queries/keys/viewer';
import type { FoundBattle } from '../../present/battle.ts';
import { preparationOf, prepareTexts } from '@codejoust/judge/prepare/prepare-texts';
import { readDefinition } from '@codejoust/judge/protocol/definition';
import { readMessages } from '../../stored-messages.ts';
import { hasMembers } from '../../has-members.ts';
import { readVotes } from './read-votes.ts';
import { Refusal } from '../../refusal.ts';

/** A battle with everything that a reader needs to judge the judge; its neighbours within a scope, or else within its run. */
export async function readBattle(
	db: Database,
	id: number,
	{
		viewer,
		scope,
		q,
	}: {
		readonly viewer: Viewer;
		readonly scope?: BattleScope | undefined;
		/** Words that its neighbours have too; looked for in the next 1,000 battles of each side. */
		readonly q?: string | undefined;
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
		? q === undefined
			? await findNeighboursWithin(db, { ...scope, viewer }, id)
			: await findNeighboursWith(db, { ...scope, viewer }, { id, q })
		: await findNeighbours(db, row.battle);
	const others = await listOtherJudges(db, row);
	const sent = await findSent(db, row, { answer: answer.body, baseline: baseline.body });
	const votes = hasMembers(row.judge)
		? await readVotes(db, { battleId: id, hash: row.judge.hash, games })
		: undefined;
	return { row, ...votes, question, answer, baseline, games, bodies, ...neighbours, others, sent };
}

/** The nearest battles of a scope on both sides that have the words. */
async function findNeighboursWith(
	db: Database,
	scope: BattleScope & { readonly viewer: Viewer },
	{ id: from, q }: { readonly id: number; readonly q: string },
) {
	const next = await searchBattles(db, scope, { q, from, direction: 'forward', limit: 1 });
	const previous = await searchBattles(db, scope, { q, from, direction: 'back', limit: 1 });
	return {
		previousId: previous.rows[0]?.row.battle.id,
		nextId: next.rows[0]?.row.battle.id,
	};
}

/** Both answers as the judge was shown them; what it was asked is made again from the same texts. */
async function findSent(
	db: Database,
	{ judge, messages, battle }: BattleRow,
	{ answer, baseline }: { readonly answer: string | null; readonly baseline: string | null },
): Promise<FoundBattle['sent']> {
	if (answer === null || baseline === null || messages === null) return undefined;
	if (battle.decidedBy === 'empty-answer' || battle.decidedBy === 'equal-texts') return undefined;
	const version = await findJudgeVersion(db, judge);
	if (!version) return undefined;
	const definition = readDefinition(version.definition);
	// A jury or cascade is shown nothing, its members are; what a recorded judge was shown is not known.
	if ('members' in definition || definition.kind === 'recorded') return undefined;
	const prepare = preparationOf(definition);
	const texts = { question: readMessages(messages), baseline, response: answer };
	const prepared = await prepareTexts(definition, texts);
	return prepare && prepared && { prepare, ...prepared };
}
