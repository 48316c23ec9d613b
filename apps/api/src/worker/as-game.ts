import { finalText } from '@codejoust/arena/rules/final-text';
import type { Database } from '@codejoust/db/connect';
import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import type { OpenBattle, OpenGame } from '@codejoust/db/queries/runs/open-battles';
import type { RunRow } from '@codejoust/db/queries/runs/runs';
import { findTexts } from '@codejoust/db/queries/texts/texts';
import type { Game } from '@codejoust/judge/game/play-game';
import { readMessages } from '../stored-messages.ts';
import type { Remaining } from './known-judgment.ts';

export type GameSource = {
	readonly db: Database;
	readonly judge: Pick<JudgeVersionRow, 'hash'>;
	readonly run: Pick<RunRow['run'], 'replicate'>;
};

/** A battle of which no text was redacted. */
export type WholeBattle = OpenBattle &
	Readonly<Record<'messages' | 'baselineAnswer' | 'answer', string>>;

export function isWhole(battle: OpenBattle): battle is WholeBattle {
	const { messages, answer, baselineAnswer, referenceHash, reference } = battle;
	if (messages === null || answer === null || baselineAnswer === null) return false;
	return referenceHash === null || reference !== null;
}

/** Why a run with such a battle is paused. */
export function describeRedacted({ id }: OpenBattle): string {
	return `a text of battle ${id} was redacted, so that it cannot be judged any more: cancel this run`;
}

/** A game with its texts, going on from an unreadable reply where it is to be asked for again. */
export async function asGame(
	battle: WholeBattle,
	{ order }: Pick<OpenGame, 'order'>,
	remaining: Remaining,
	{ judge, run, db }: GameSource,
): Promise<Game> {
	const { messages, baselineAnswer, answer, questionHash, baselineHash, responseHash } = battle;
	const { reference, referenceHash } = battle;
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
		...(referenceHash === null || reference === null ? {} : { referenceHash, reference }),
		...(remaining.kind === 're-ask' ? { earlier: await loadEarlier(db, remaining) } : {}),
	};
}

async function loadEarlier(db: Database, { earlier, textHash }: Remaining & { kind: 're-ask' }) {
	if (textHash === null) return { judgment: earlier, text: null };
	const bodies = await findTexts(db, [textHash]);
	return { judgment: earlier, text: finalText(bodies.get(textHash) ?? '') ?? null };
}
