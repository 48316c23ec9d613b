import { createHmac } from 'node:crypto';
import { type JudgmentKey, judgmentIdentity } from '../identity/identity.ts';

/** 16 hex characters that an answer's author cannot guess: HMAC-SHA256 of the identity under the server's secret. */
export function fenceToken(secret: string, identity: string): string {
	return createHmac('sha256', secret).update(identity).digest('hex').slice(0, 16);
}

/** The fence of a game. Both orders share it, so that the swapped prompt differs in nothing but the order. */
export function gameFence(secret: string, key: JudgmentKey): string {
	return fenceToken(secret, judgmentIdentity({ ...key, order: 'baseline-first' }));
}

/** The line that opens and closes a fenced answer. */
export function fenceLine(token: string): string {
	return `----- fence ${token} -----`;
}
