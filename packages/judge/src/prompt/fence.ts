import { createHmac } from 'node:crypto';
import type { GameOrder } from '@codejoust/arena/rules/game';
import type { JudgmentKey } from '../identity/identity.ts';

/** 16 hex characters that an answer's author cannot guess: HMAC-SHA256 of the identity under the server's secret. */
export function fenceToken(secret: string, identity: string): string {
	return createHmac('sha256', secret).update(identity).digest('hex').slice(0, 16);
}

/** The fence of a game. Both orders of a pair share one, so that they differ in nothing but what they show. */
export function gameFence(
	secret: string,
	key: JudgmentKey,
	{ identity }: { readonly identity: (key: JudgmentKey) => string },
): string {
	const isSwapped = key.order === ('swapped' satisfies GameOrder);
	const first = isSwapped ? { ...key, order: 'baseline-first' satisfies GameOrder } : key;
	return fenceToken(secret, identity(first));
}

/** The line that opens and closes a fenced answer. */
export function fenceLine(token: string): string {
	return `----- fence ${token} -----`;
}
