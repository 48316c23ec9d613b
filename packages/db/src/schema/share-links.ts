import { index, pgTable, text } from 'drizzle-orm/pg-core';
import { digest } from './digest.ts';
import { instant } from './instant.ts';
import { submissions } from './submissions.ts';

/** Links that let anyone who has them read one submission that is not public. Only the hash of a link's secret is stored. */
export const shareLinks = pgTable(
	'share_links',
	{
		id: text('id').primaryKey(),
		submissionId: text('submission_id')
			.notNull()
			.references(() => submissions.id),
		secretHash: digest('secret_hash').notNull(),
		/** Whom it is for, in its owner's words. */
		note: text('note'),
		/** The key that made it; absent for one that was made with its submission, by an earlier version. */
		createdBy: text('created_by'),
		createdAt: instant('created_at').notNull().defaultNow(),
		/** Absent for one that holds until it is revoked. */
		expiresAt: instant('expires_at'),
		revokedAt: instant('revoked_at'),
	},
	(table) => [index('share_links_of_submission').on(table.submissionId, table.createdAt)],
);
