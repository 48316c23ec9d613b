import { createHmac } from 'node:crypto';
import type { GameOrder } from '@codejoust/arena/rules/game';
import { type JudgmentKey, judgmentIdentity } from '../identity/identity.ts';

/** 16 hex characters that an answer's author cannot guess: HMAC-SHA256 of the identity under the server's secret. */
export function fenceToken(secret: string, identity: string): string {
	return createHmac('sha256', secret).update(identity).digest('hex').slice(0, 16);
}

/** The fence of a game. All shots of a battle share that of the first, so that the others differ in nothing but what they show. */
export function gameFence(secret: string, key: JudgmentKey, firstShot: GameOrder): string {
	return fenceToken(secret, judgmentIdentity({ ...key, order: firstShot }));
}

/** The line that opens and closes a fenced answer. */
export function fenceLine(token: string): string {
	return `----- fence ${token} -----`;
}
