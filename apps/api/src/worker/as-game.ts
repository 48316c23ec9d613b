import type { Database } from '@codejoust/db/connect';
import type { JudgeVersionRow } from '@codejoust/db/queries/judges';
import type { OpenBattle, OpenGame } from '@codejoust/db/queries/judging';
import type { RunRow } from '@codejoust/db/queries/runs';
import { findTexts } from '@codejoust/db/queries/texts';
import type { Game } from '@codejoust/judge/play-game';
import { readMessages } from '../present/benchmark.ts';
import type { Remaining } from './known-judgment.ts';

export type GameSource = {
	readonly db: Database;
	readonly judge: Pick<JudgeVersionRow, 'hash'>;
	readonly run: Pick<RunRow['run'], 'replicate'>;
};

/** A game with its texts, going on from an unreadable reply where it is to be asked for again. Throws when one is redacted. */
export async function asGame(
	battle: OpenBattle,
	{ order }: Pick<OpenGame, 'order'>,
	remaining: Remaining,
	{ judge, run, db }: GameSource,
): Promise<Game> {
	const { messages, baselineAnswer, answer, questionHash, baselineHash, responseHash } = battle;
	if (messages === null || baselineAnswer === null || answer === null)
		throw new Error(`battle ${battle.id} has a redacted text and cannot be asked`);
	return {
		judgeHash: judge.hash,
		questionHash,
		baselineHash,
		responseHash,
		order,
		replicate: run.replicate,
		question: readMessages(messages),
		baseline: baselineAnswer,
		response: answer,
		...(remaining.kind === 're-ask' ? { earlier: await loadEarlier(db, remaining) } : {}),
	};
}

async function loadEarlier(db: Database, { earlier, textHash }: Remaining & { kind: 're-ask' }) {
	if (textHash === null) return { judgment: earlier, text: null };
	const bodies = await findTexts(db, [textHash]);
	return { judgment: earlier, text: bodies.get(textHash) ?? null };
}
