import { bigint, integer, jsonb, pgTable, primaryKey, text } from 'drizzle-orm/pg-core';
import { digest } from './digest.ts';
import { instant } from './instant.ts';

export const apiKeys = pgTable('api_keys', {
	id: text('id').primaryKey(),
	secretHash: digest('secret_hash').notNull(),
	label: text('label').notNull(),
	scopes: text('scopes').array().$type<('submit' | 'operate')[]>().notNull(),
	createdAt: instant('created_at').notNull().defaultNow(),
	expiresAt: instant('expires_at'),
	revokedAt: instant('revoked_at'),
	lastUsedAt: instant('last_used_at'),
});

/** One row for each Idempotency-Key; the answer is absent while the first request is in flight. */
export const idempotencyKeys = pgTable(
	'idempotency_keys',
	{
		apiKeyId: text('api_key_id').notNull(),
		key: text('key').notNull(),
		requestHash: digest('request_hash').notNull(),
		status: integer('status'),
		body: jsonb('body').$type<unknown>(),
		createdAt: instant('created_at').notNull().defaultNow(),
	},
	(table) => [primaryKey({ columns: [table.apiKeyId, table.key] })],
);

export const auditLog = pgTable('audit_log', {
	id: bigint('id', { mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
	at: instant('at').notNull().defaultNow(),
	actor: text('actor').notNull(),
	action: text('action').notNull(),
	subject: text('subject').notNull(),
	detail: jsonb('detail').$type<Readonly<Record<string, unknown>>>().notNull().default({}),
});

/** Small facts of this installation, such as the secret that makes fence tokens unguessable. */
export const settings = pgTable('settings', {
	name: text('name').primaryKey(),
	value: text('value').notNull(),
	createdAt: instant('created_at').notNull().defaultNow(),
});
