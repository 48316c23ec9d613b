import { createHash } from 'node:crypto';
import { BOARD_CODE_VERSION } from '@codejoust/board/board-numbers';

/** Something to be sent: what it depends on, hashed, and its JSON, which is made when it is asked for. */
export type BoardAnswer<Body = string> = {
	readonly etag: string;
	readonly body: () => Promise<Body>;
};
/** The same as it is sent. */
export type AnswerBytes = BoardAnswer<Uint8Array<ArrayBuffer>>;

/**
 * An ETag and no id: nothing stores it, and its state may hold dates, which canonical JSON refuses. A server that computes
 * or writes boards in another way must not call the old one unchanged.
 */
export function hashState(state: unknown): string {
	const text = JSON.stringify([BOARD_CODE_VERSION, state]);
	return createHash('sha256').update(text).digest('base64url').slice(0, 27);
}
