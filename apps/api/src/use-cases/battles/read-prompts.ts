import type { Database } from '@codejoust/db/connect';
import { findQuestion } from '@codejoust/db/queries/benchmarks/benchmarks';
import { type BattleRow, findBattle } from '@codejoust/db/queries/boards/battles';
import { findJudgeVersionByHash, type JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import type { Viewer } from '@codejoust/db/queries/keys/viewer';
import { loadShownBattle, type ShownBattle } from '@codejoust/db/queries/runs/open-battles';
import type { BattlePrompts } from '@codejoust/contract/schemas/battle-list';
import { buildGameRequest, type Game } from '@codejoust/judge/game/play-game';
import { type JudgeDefinition, readDefinition } from '@codejoust/judge/protocol/definition';
import { nameMember, splitShot } from '@codejoust/judge/protocol/jury';
import { protocolOf } from '@codejoust/judge/protocol/kinds';
import { nameJudge } from '../../benchmark-name.ts';
import { Refusal } from '../../refusal.ts';
import { readMessages } from '../../stored-messages.ts';

type Deps = { readonly db: Database; readonly fenceSecret: string };
type Reader = {
	readonly viewer: Viewer;
	/** Whether the reader is kept from the texts of a benchmark of this visibility. */
	readonly isKeptFrom: (visibility: string) => boolean;
};
/** Who was asked: the judge itself, or a member of it. */
type Asked = {
	readonly judge: JudgeVersionRow;
	readonly definition: JudgeDefinition;
	/** Undefined of a judge that has no members. */
	readonly member: string | undefined;
};
type WholeBattle = ShownBattle & Readonly<Record<'messages' | 'baselineAnswer' | 'answer', string>>;

/**
 * The first request of each game of a battle, to the letter: built again from the stored texts by what the worker asks with, and
 * shown only where it has the identity that was asked. Of a battle whose judge was shown a reference for judges alone, to
 * operators only.
 */
export async function readPrompts(
	{ db, fenceSecret }: Deps,
	id: number,
	{ viewer, isKeptFrom }: Reader,
): Promise<BattlePrompts> {
	const row = await findBattle(db, id, viewer);
	if (!row) throw new Refusal('not-found', `There is no battle ${id}.`);
	if (isKeptFrom(row.visibility)) return { items: [], withheld: 'private' };
	if (await isJudgeOnly(db, row, viewer)) return { items: [], withheld: 'judge-only' };
	const battle = await loadShownBattle(db, id);
	if (!battle) throw new Error(`battle ${id} lost its texts`);
	if (battle.answer === null && battle.isWithoutTexts) return { items: [], withheld: 'not-given' };
	if (!isWhole(battle)) return { items: [], withheld: 'redacted' };
	const asked = await listAsked(db, row);
	const items: BattlePrompts['items'] = [];
	for (const { order, identity } of battle.games) {
		const who = asked.find(({ member }) => member === undefined || order.startsWith(`${member}:`));
		if (!who) continue;
		const { definition, judge } = who;
		const game = asGame(battle, order, who);
		if (protocolOf(definition).identity(game) !== identity) continue;
		const { request } = await buildGameRequest(game, { definition, fenceSecret });
		items.push({ order, judge: nameJudge(judge), messages: [...request.messages] });
	}
	return { items, withheld: null };
}

async function isJudgeOnly(
	db: Database,
	{ battle }: BattleRow,
	{ isOperator }: Viewer,
): Promise<boolean> {
	if (battle.referenceHash === null || isOperator) return false;
	const question = await findQuestion(db, battle.questionId);
	return question?.referenceVisibility === 'judge-only';
}

function isWhole(battle: ShownBattle): battle is WholeBattle {
	const { messages, baselineAnswer, answer, referenceHash, reference } = battle;
	if (messages === null || baselineAnswer === null || answer === null) return false;
	return referenceHash === null || reference !== null;
}

/** Nobody of a judge whose judgments were imported. */
async function listAsked(db: Database, { judge: { hash } }: BattleRow): Promise<readonly Asked[]> {
	const judge = await findJudge(db, hash);
	const given = readDefinition(judge.definition);
	if (given.kind === 'recorded') return [];
	if (!('members' in given)) return [{ judge, definition: given, member: undefined }];
	const asked: Asked[] = [];
	for (const { hash: own, definition } of given.members)
		asked.push({ judge: await findJudge(db, own), definition, member: nameMember({ hash: own }) });
	return asked;
}

async function findJudge(db: Database, hash: string): Promise<JudgeVersionRow> {
	const judge = await findJudgeVersionByHash(db, hash);
	if (!judge) throw new Error(`the judge ${hash} vanished`);
	return judge;
}

function asGame(battle: WholeBattle, order: string, { judge, definition, member }: Asked): Game {
	const { questionHash, baselineHash, responseHash, replicate, referenceHash, reference } = battle;
	const isShown = referenceHash !== null && protocolOf(definition).usesReference;
	return {
		judgeHash: judge.hash,
		questionHash,
		baselineHash,
		responseHash,
		order: member === undefined ? order : splitShot(order).shot,
		replicate,
		question: readMessages(battle.messages),
		baseline: battle.baselineAnswer,
		response: battle.answer,
		...(isShown && reference !== null ? { referenceHash, reference } : {}),
	};
}
