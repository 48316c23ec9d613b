import { type ApiKeyRow, touchApiKey } from '@codejoust/db/queries/keys/api-keys';
import { type SessionRow, touchSession } from '@codejoust/db/queries/keys/sessions';
import type { Database } from '@codejoust/db/connect';
import type { Logger } from 'pino';

const TOUCH_EVERY_MS = 60_000;

export type Keyring = {
	/** Stores that a key is used, at most once a minute and after the request has continued. */
	readonly noteUse: (key: Used<ApiKeyRow>) => void;
	/** The same of a session, and of its key. */
	readonly noteSession: (session: Used<SessionRow>, key: Used<ApiKeyRow>) => void;
	/** Resolves when everything noted is stored. */
	readonly settle: () => Promise<void>;
};

type Used<Row extends ApiKeyRow | SessionRow> = Pick<Row, 'id' | 'lastUsedAt'>;

/** Knows when keys and sessions were used last. */
export function openKeyring(deps: {
	readonly db: Database;
	readonly log: Logger;
	readonly now: () => Date;
}): Keyring {
	const noting = new Map<string, Promise<void>>();
	const note = (kind: 'key' | 'session', { id, lastUsedAt }: Used<ApiKeyRow | SessionRow>) => {
		const name = `${kind} ${id}`;
		const at = deps.now();
		const unless = new Date(at.getTime() - TOUCH_EVERY_MS);
		if (noting.has(name) || (lastUsedAt && lastUsedAt > unless)) return;
		const touch = kind === 'key' ? touchApiKey : touchSession;
		const done = touch(deps.db, { id, at, unless })
			.catch((error: unknown) =>
				deps.log.warn({ err: error, id }, `the last use of a ${kind} was not stored`),
			)
			.finally(() => noting.delete(name));
		noting.set(name, done);
	};
	return {
		noteUse: (key) => note('key', key),
		noteSession: (session, key) => {
			note('session', session);
			note('key', key);
		},
		settle: async () => {
			await Promise.all(noting.values());
		},
	};
}
