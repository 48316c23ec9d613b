import type { z } from 'zod';
import type { shownKey } from '@codejoust/contract/schemas/access';

export const NEVER_STORED = { 'cache-control': 'no-store' };

/** Of a key that is shown once: what is kept for a repetition has no secret in it. */
export function onceOnly(body: unknown) {
	return {
		payload: JSON.stringify(body),
		isRequired: false,
		remember: <Shown extends z.infer<typeof shownKey>>(shown: Shown) => ({ ...shown, key: null }),
	};
}
