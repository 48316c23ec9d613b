import { type ApiKeyRow, touchApiKey } from '@codejoust/db/queries/access';
import type { Database } from '@codejoust/db/connect';
import type { Logger } from 'pino';

const TOUCH_EVERY_MS = 60_000;

export type Keyring = {
	/** Writes down that a key is used, at most once a minute and behind the request's back. */
	readonly noteUse: (key: Pick<ApiKeyRow, 'id' | 'lastUsedAt'>) => void;
	/** Resolves when everything noted is stored. */
	readonly settle: () => Promise<void>;
};

/** Knows when keys were used last. */
export function openKeyring(deps: {
	readonly db: Database;
	readonly log: Logger;
	readonly now: () => Date;
}): Keyring {
	const noting = new Map<string, Promise<void>>();
	return {
		noteUse: ({ id, lastUsedAt }) => {
			const at = deps.now();
			const unless = new Date(at.getTime() - TOUCH_EVERY_MS);
			if (noting.has(id) || (lastUsedAt && lastUsedAt > unless)) return;
			const done = touchApiKey(deps.db, { id, at, unless })
				.catch((error: unknown) =>
					deps.log.warn({ err: error, keyId: id }, 'the use of a key was not noted'),
				)
				.finally(() => noting.delete(id));
			noting.set(id, done);
		},
		settle: async () => {
			await Promise.all(noting.values());
		},
	};
}
