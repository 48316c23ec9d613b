import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { apiKeys } from './access.ts';
import { digest } from './digest.ts';
import { instant } from './instant.ts';

/** Browsers that have signed in with a key. Each holds a secret of its own, never the key; only its hash is stored. */
export const sessions = pgTable(
	'sessions',
	{
		id: text('id').primaryKey(),
		apiKeyId: text('api_key_id')
			.notNull()
			.references(() => apiKeys.id),
		secretHash: digest('secret_hash').notNull(),
		createdAt: instant('created_at').notNull().defaultNow(),
		expiresAt: instant('expires_at').notNull(),
		lastUsedAt: instant('last_used_at'),
		endedAt: instant('ended_at'),
	},
	(table) => [
		index('sessions_of_key').on(table.apiKeyId),
		index('sessions_by_expiry').on(table.expiresAt),
	],
);
