import { sql } from 'drizzle-orm';
import {
	bigint,
	index,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	text,
	uniqueIndex,
} from 'drizzle-orm/pg-core';
import { digest } from './digest.ts';
import { instant } from './instant.ts';
import { organisations, quotaColumns } from './organisations.ts';
import { people } from './people.ts';

/** The organisation of whoever runs this installation. */
export const OPERATORS = 'operators';

/** Keys; and, without a secret, what a person who signs in elsewhere may do for an organisation. */
export const apiKeys = pgTable(
	'api_keys',
	{
		id: text('id').primaryKey(),
		organisation: text('organisation')
			.notNull()
			.default(OPERATORS)
			.references(() => organisations.slug),
		/** Who holds it; absent for a machine's. */
		member: text('member'),
		/** Of a person without a secret: the one who signs in. */
		personId: text('person_id').references(() => people.id),
		/** The person who made this key. */
		madeBy: text('made_by').references(() => people.id),
		/** Absent where nobody can send it. */
		secretHash: digest('secret_hash'),
		/** The secret before the last rotation, and until when it is still taken. */
		previousSecretHash: digest('previous_secret_hash'),
		previousValidUntil: instant('previous_valid_until'),
		label: text('label').notNull(),
		scopes: text('scopes').array().$type<('read' | 'submit' | 'operate')[]>().notNull(),
		...quotaColumns(),
		createdAt: instant('created_at').notNull().defaultNow(),
		rotatedAt: instant('rotated_at'),
		expiresAt: instant('expires_at'),
		revokedAt: instant('revoked_at'),
		lastUsedAt: instant('last_used_at'),
	},
	(table) => [
		index('api_keys_of_organisation').on(table.organisation),
		uniqueIndex('api_keys_of_person')
			.on(table.personId, table.organisation)
			.where(sql`${table.personId} is not null`),
		index('api_keys_by_maker')
			.on(table.madeBy)
			.where(sql`${table.madeBy} is not null`),
	],
);

/** One row for each Idempotency-Key; the answer is absent while the first request is in flight. */
export const idempotencyKeys = pgTable(
	'idempotency_keys',
	{
		apiKeyId: text('api_key_id').notNull(),
		key: text('key').notNull(),
		requestHash: digest('request_hash').notNull(),
		status: integer('status'),
		body: jsonb('body').$type<unknown>(),
		/** Names the request that holds the key, so that one which lost it changes nothing. */
		holder: text('holder'),
		/** The last heartbeat of that request; after a minute without one its process is dead. */
		seenAt: instant('seen_at').notNull().defaultNow(),
		createdAt: instant('created_at').notNull().defaultNow(),
	},
	(table) => [
		primaryKey({ columns: [table.apiKeyId, table.key] }),
		index('idempotency_keys_by_age').on(table.createdAt),
	],
);

/** Who did what to which thing. Append-only: a trigger in the migration refuses to change or remove a row. */
export const auditLog = pgTable(
	'audit_log',
	{
		id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		at: instant('at').notNull().defaultNow(),
		/** A key's id, or `start` for what a server does as it starts. */
		actor: text('actor').notNull(),
		action: text('action').notNull(),
		subject: text('subject').notNull(),
		before: jsonb('before').$type<Readonly<Record<string, unknown>>>(),
		after: jsonb('after').$type<Readonly<Record<string, unknown>>>(),
		detail: jsonb('detail').$type<Readonly<Record<string, unknown>>>().notNull().default({}),
		requestId: text('request_id'),
	},
	(table) => [
		index('audit_log_of_actor').on(table.actor, table.id),
		index('audit_log_of_subject').on(table.subject, table.id),
	],
);

/** Small values of this installation, such as the secret that makes fence tokens unguessable. */
export const settings = pgTable('settings', {
	name: text('name').primaryKey(),
	value: text('value').notNull(),
	createdAt: instant('created_at').notNull().defaultNow(),
});
