import type { Judgment } from '@codejoust/arena/rules/judgment';
import type { NewJudgment } from '@codejoust/db/queries/runs/append-judgments';
import type { SettledBattle } from '@codejoust/db/queries/runs/settle-battles';
import { contentHash } from '@codejoust/judge/identity/identity';

/** What a reply counts as that the database does not take: like one that cannot be read, it is the provider's error. */
export const REFUSED = {
	kind: 'unscored',
	reason: 'provider-error',
	errorClass: 'unreadable',
} as const satisfies Judgment;

/** What is stored of a judgment that the database refuses: that it came, when, and why it was refused; nothing that came. */
export function refusedJudgment(refused: NewJudgment, error: unknown): NewJudgment {
	const body = `The reply came and could not be stored: ${describe(error)}`;
	const hash = contentHash(body);
	return {
		runId: refused.runId,
		identity: refused.identity,
		judgeVersionId: refused.judgeVersionId,
		unscoredReason: REFUSED.reason,
		errorClass: REFUSED.errorClass,
		detail: body,
		textHash: hash,
		text: { hash, body },
		isReAsk: refused.isReAsk,
		askedAt: refused.askedAt,
		receivedAt: refused.receivedAt,
	};
}

/** A battle whose outcome the database refuses, with nothing in it but that it has none. */
export function refusedBattle({ id, runId, gamesScored, gamesUnscored }: SettledBattle) {
	return {
		id,
		runId,
		result: { kind: 'unscored', reasons: [REFUSED.reason] },
		gamesScored: 0,
		gamesUnscored: gamesScored + gamesUnscored,
		costMicroUsd: null,
	} as const satisfies SettledBattle;
}

/** The database's own words, which name the column and the constraint; of the query around them nothing. */
function describe(error: unknown): string {
	const own = error instanceof Error && error.cause instanceof Error ? error.cause : error;
	const words = own instanceof Error ? own.message : String(own);
	return words.replaceAll('\0', '\uFFFD').slice(0, 300).toWellFormed();
}
