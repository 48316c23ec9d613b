import type { Message } from '@codejoust/contract/schemas/benchmark';

/** What readers see in place of a text that an operator has redacted. */
export const REDACTED_TEXT = '[redacted by the operator]';

/** A question's stored messages; a redacted one shows that it is. */
export function readMessages(stored: string | null): Message[] {
	if (stored === null) return [{ role: 'user', content: REDACTED_TEXT }];
	// Written as canonical JSON of exactly this shape when the question was stored.
	return JSON.parse(stored) as Message[];
}
