import { pgTable } from 'drizzle-orm/pg-core';
import { bytes } from './bytes.ts';
import { digest } from './digest.ts';
import { instant } from './instant.ts';

/**
 * What one process has computed for a reader, for a few minutes, so that the others do not compute it again. Unlogged: everything in it
 * can be computed again.
 */
export const computedAnswers = pgTable('computed_answers', {
	/** Of what is computed, and of what it is computed from. */
	key: digest('key').primaryKey(),
	/** Brotli of its JSON; null where the computation took too long. */
	body: bytes('body'),
	expiresAt: instant('expires_at').notNull(),
});
