import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import { digest } from './digest.ts';
import { instant } from './instant.ts';

/** Every long text once, by the hash of its content. A redacted text keeps its hash and loses its body. */
export const texts = pgTable('texts', {
	hash: digest('hash').primaryKey(),
	body: text('body'),
	characters: integer('characters').notNull(),
	createdAt: instant('created_at').notNull().defaultNow(),
	redactedAt: instant('redacted_at'),
	redactionReason: text('redaction_reason'),
});
