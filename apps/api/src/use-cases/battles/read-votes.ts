import type { Database } from '@codejoust/db/connect';
import { findJudgeVersionByHash } from '@codejoust/db/queries/judges/judges';
import { listMemberBattles } from '@codejoust/db/queries/runs/jury-runs';
import type { OpenGame } from '@codejoust/db/queries/runs/open-battles';
import { readDefinition } from '@codejoust/judge/protocol/definition';
import { nameMember, splitShot } from '@codejoust/judge/protocol/jury';
import { protocolOf } from '@codejoust/judge/protocol/kinds';
import type { FoundVote, FoundVotes } from '../../present/battle.ts';
import { asJudgment } from '../../stored-judgment.ts';

/**
 * What the members of a jury make of a battle, by their names (where they take turns, the one that was asked), and of a cascade
 * in the order in which they are asked.
 */
export async function readVotes(
	db: Database,
	{
		battleId,
		hash: panelHash,
		games,
	}: { readonly battleId: number; readonly hash: string; readonly games: readonly OpenGame[] },
): Promise<FoundVotes> {
	const panel = await findJudgeVersionByHash(db, panelHash);
	if (!panel) throw new Error(`the judge ${panelHash} vanished`);
	const given = readDefinition(panel.definition);
	if (!('members' in given)) return { votes: [] };
	const isCascade = given.kind === 'cascade';
	const margin = isCascade ? given.margin : undefined;
	const inTurns = given.kind === 'jury' && given.mode === 'cyclic';
	const own = new Map(
		(await listMemberBattles(db, battleId)).map(({ hash, id }) => [hash, Number(id)]),
	);
	const votes: FoundVote[] = [];
	for (const { hash, definition } of given.members) {
		const judge = await findJudgeVersionByHash(db, hash);
		if (!judge) throw new Error(`the judge ${panelHash} lost its member ${hash}`);
		const member = nameMember({ hash });
		const asked = games.filter(({ order }) => splitShot(order).member === member);
		if (asked.length === 0 && inTurns) continue;
		const result =
			asked.length > 0
				? protocolOf(definition).decide(readJudgments(asked))
				: isCascade
					? 'not-asked'
					: 'recused';
		votes.push({ judge, member, result, battleId: own.get(hash) });
	}
	if (margin !== undefined) return { votes, margin };
	return { votes: votes.toSorted((a, b) => (a.judge.slug < b.judge.slug ? -1 : 1)) };
}

/** The newest attempt counts. */
function readJudgments(games: readonly OpenGame[]) {
	return new Map(
		games.flatMap(({ order, judgments: [newest] }) =>
			newest ? [[splitShot(order).shot, asJudgment(newest)] as const] : [],
		),
	);
}
