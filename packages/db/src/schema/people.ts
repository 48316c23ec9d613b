import { sql } from 'drizzle-orm';
import { index, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { digest } from './digest.ts';
import { instant } from './instant.ts';
import { organisations } from './organisations.ts';

/** People who have signed in at an identity provider. What one may do for an organisation is a row of `api_keys` without a secret. */
export const people = pgTable(
	'people',
	{
		id: text('id').primaryKey(),
		/** Both are the provider's: together they name a person for good. */
		issuer: text('issuer').notNull(),
		subject: text('subject').notNull(),
		/** As the provider wrote them at the last sign-in: texts of a stranger. */
		name: text('name').notNull(),
		email: text('email'),
		/** The organisation that was made for this person. */
		ownOrganisation: text('own_organisation').references(() => organisations.slug),
		createdAt: instant('created_at').notNull().defaultNow(),
		lastSignInAt: instant('last_sign_in_at').notNull(),
		/** Since when an operator lets this person not sign in. */
		blockedAt: instant('blocked_at'),
	},
	(table) => [
		uniqueIndex('people_by_subject').on(table.issuer, table.subject),
		index('people_with_organisation')
			.on(table.createdAt)
			.where(sql`${table.ownOrganisation} is not null`),
	],
);

/** Sign-ins that have begun: each is removed when its person comes back, and by age. */
export const signIns = pgTable(
	'sign_ins',
	{
		/** Hashes of what the provider sends back and of what the browser alone knows. */
		stateHash: digest('state_hash').primaryKey(),
		browserHash: digest('browser_hash').notNull(),
		nonce: text('nonce').notNull(),
		/** Of PKCE. */
		verifier: text('verifier').notNull(),
		/** The path of this site that the person wants to see. */
		leadsTo: text('leads_to').notNull(),
		createdAt: instant('created_at').notNull(),
	},
	(table) => [index('sign_ins_by_age').on(table.createdAt)],
);
