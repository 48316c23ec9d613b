import type { Database } from '@codejoust/db/connect';
import { findJudgeVersionByHash } from '@codejoust/db/queries/judges/judges';
import { listMemberBattles } from '@codejoust/db/queries/runs/jury-runs';
import type { OpenGame } from '@codejoust/db/queries/runs/open-battles';
import { juryDefinitionSchema } from '@codejoust/judge/protocol/definition';
import { nameMember, splitShot } from '@codejoust/judge/protocol/jury';
import { protocolOf } from '@codejoust/judge/protocol/kinds';
import type { FoundVote } from '../../present/battle.ts';
import { asJudgment } from '../../stored-judgment.ts';

/** The votes of a jury's members on a battle, by their names; where they take turns, of the one that was asked. */
export async function readVotes(
	db: Database,
	{
		battleId,
		juryHash,
		games,
	}: { readonly battleId: number; readonly juryHash: string; readonly games: readonly OpenGame[] },
): Promise<readonly FoundVote[]> {
	const jury = await findJudgeVersionByHash(db, juryHash);
	if (!jury) throw new Error(`the jury ${juryHash} vanished`);
	const { members, mode } = juryDefinitionSchema.parse(jury.definition);
	const own = new Map(
		(await listMemberBattles(db, battleId)).map(({ hash, id }) => [hash, Number(id)]),
	);
	const votes: FoundVote[] = [];
	for (const { hash, definition } of members) {
		const judge = await findJudgeVersionByHash(db, hash);
		if (!judge) throw new Error(`the jury ${juryHash} lost its member ${hash}`);
		const member = nameMember({ hash });
		const asked = games.filter(({ order }) => splitShot(order).member === member);
		if (asked.length === 0 && mode === 'cyclic') continue;
		const result =
			asked.length === 0 ? 'recused' : protocolOf(definition).decide(readJudgments(asked));
		votes.push({ judge, member, result, battleId: own.get(hash) });
	}
	return votes.toSorted((a, b) => (a.judge.slug < b.judge.slug ? -1 : 1));
}

/** The newest attempt counts. */
function readJudgments(games: readonly OpenGame[]) {
	return new Map(
		games.flatMap(({ order, judgments: [newest] }) =>
			newest ? [[splitShot(order).shot, asJudgment(newest)] as const] : [],
		),
	);
}
