import { integer, pgTable, text } from 'drizzle-orm/pg-core';
import { bytes } from './bytes.ts';
import { digest } from './digest.ts';
import { instant } from './instant.ts';

/**
 * Every long text once, by the hash of its content, as it is or packed (`queries/texts/packed-texts.ts`). What SQL reads, such as
 * an answer, is never packed. A redacted text keeps its hash and loses both.
 */
export const texts = pgTable('texts', {
	hash: digest('hash').primaryKey(),
	body: text('body'),
	packed: bytes('packed'),
	characters: integer('characters').notNull(),
	createdAt: instant('created_at').notNull().defaultNow(),
	redactedAt: instant('redacted_at'),
	redactionReason: text('redaction_reason'),
});
