import { and, desc, eq, gte, like, lt, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { apiKeys, auditLog } from '../../schema/access.ts';
import { people } from '../../schema/people.ts';

export type AuditFilter = {
	readonly actor?: string | undefined;
	readonly organisation?: string | undefined;
	/** A whole action such as `run.pause`, or its group `run`. */
	readonly action?: string | undefined;
	readonly subject?: string | undefined;
	readonly since?: Date | undefined;
	readonly until?: Date | undefined;
};

const selectEntries = (db: Database) =>
	db
		.select({
			entry: auditLog,
			organisation: sql<
				string | null
			>`coalesce(${apiKeys.organisation}, ${people.ownOrganisation})`,
			/** What the key is for, or the name of the person who acted without one. */
			label: sql<string | null>`coalesce(${apiKeys.label}, ${people.name})`,
			isPerson: sql<boolean>`${people.id} is not null`,
		})
		.from(auditLog)
		.leftJoin(apiKeys, eq(apiKeys.id, auditLog.actor))
		.leftJoin(people, eq(people.id, auditLog.actor));

export type AuditRow = Awaited<ReturnType<typeof selectEntries>>[number];

/** Adds an entry to the audit log, which is append-only. */
export async function appendAudit(
	db: Database,
	entry: Omit<typeof auditLog.$inferInsert, 'id' | 'at'>,
): Promise<void> {
	await db.insert(auditLog).values(entry);
}

/** Entries of the audit log, newest first, older than the one that `before` names by its id. */
export async function listAudit(
	db: Database,
	{
		before,
		limit,
		...filter
	}: AuditFilter & { readonly before?: number | undefined; readonly limit: number },
): Promise<AuditRow[]> {
	return selectEntries(db)
		.where(and(matches(filter), before === undefined ? undefined : lt(auditLog.id, before)))
		.orderBy(desc(auditLog.id))
		.limit(limit);
}

function matches({ actor, organisation, action, subject, since, until }: AuditFilter) {
	return and(
		actor === undefined ? undefined : eq(auditLog.actor, actor),
		organisation === undefined ? undefined : eq(apiKeys.organisation, organisation),
		action === undefined ? undefined : ofAction(action),
		subject === undefined ? undefined : eq(auditLog.subject, subject),
		since && gte(auditLog.at, since),
		until && lt(auditLog.at, until),
	);
}

function ofAction(action: string) {
	return action.includes('.')
		? eq(auditLog.action, action)
		: like(auditLog.action, `${action.replace(/[\\%_]/g, '\\$&')}.%`);
}
