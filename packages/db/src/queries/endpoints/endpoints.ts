import { and, asc, eq, inArray, isNull, ne, not, or, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { endpoints } from '../../schema/endpoints.ts';
import { judgeBatches } from '../../schema/judge-batches.ts';
import { runs } from '../../schema/runs.ts';
import { isKept } from './holds.ts';

export type EndpointRow = typeof endpoints.$inferSelect;

/** Notes that a worker has started with these endpoints. */
export async function noteEndpoints(
	db: Database,
	rows: readonly Pick<EndpointRow, 'name' | 'facts' | 'fingerprint'>[],
): Promise<void> {
	if (rows.length === 0) return;
	await db
		.insert(endpoints)
		.values(rows.map((row) => ({ ...row })))
		.onConflictDoUpdate({
			target: endpoints.name,
			set: {
				facts: sql`excluded.facts`,
				fingerprint: sql`excluded.fingerprint`,
				startedAt: sql`now()`,
			},
		});
}

/** All endpoints that a worker has ever had, by name. */
export async function listEndpoints(db: Database): Promise<EndpointRow[]> {
	return db.select().from(endpoints).orderBy(asc(endpoints.name));
}

/**
 * Sets where a run is asked, if that is still what the caller has read; undefined where it is not. Returns whether its judge
 * or the endpoint is held there.
 */
export async function placeRun(
	db: Database,
	{
		runId,
		endpoint,
		before,
	}: { readonly runId: string; readonly endpoint: string; readonly before: string | null },
): Promise<{ readonly isKept: boolean } | undefined> {
	const [row] = await db
		.update(runs)
		.set({ endpoint })
		.where(
			and(eq(runs.id, runId), before === null ? isNull(runs.endpoint) : eq(runs.endpoint, before)),
		)
		.returning({ isKept: isKept(sql`runs.endpoint`, sql`runs.judge_version_id`) });
	return row;
}

/** Leads the unfinished runs of a judge version to another endpoint. Returns those that were elsewhere, oldest first. */
export async function moveRuns(
	tx: Database,
	{ judgeVersionId, endpoint }: { readonly judgeVersionId: number; readonly endpoint: string },
): Promise<readonly string[]> {
	const rows = await tx
		.update(runs)
		.set({ endpoint })
		.where(
			and(
				eq(runs.judgeVersionId, judgeVersionId),
				isNull(runs.finishedAt),
				or(isNull(runs.endpoint), ne(runs.endpoint, endpoint)),
			),
		)
		.returning({ id: runs.id, createdAt: runs.createdAt });
	return rows
		.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1))
		.map(({ id }) => id);
}

/** Unfinished runs that are neither held nor over, by the endpoint at which they are asked. */
export async function countOpenRuns(db: Database): Promise<ReadonlyMap<string, number>> {
	const rows = await db
		.select({ endpoint: runs.endpoint, open: sql<number>`count(*)::int` })
		.from(runs)
		.where(and(isNull(runs.finishedAt), isNull(runs.held)))
		.groupBy(runs.endpoint);
	return new Map(
		rows.flatMap(({ endpoint, open }) => (endpoint === null ? [] : [[endpoint, open]])),
	);
}

/** Runs of these endpoints that are queued or judging, game by game, by the endpoint. */
export async function countAskedRuns(
	db: Database,
	names: readonly string[],
): Promise<ReadonlyMap<string, number>> {
	if (names.length === 0) return new Map();
	const rows = await db
		.select({ endpoint: runs.endpoint, asked: sql<number>`count(*)::int` })
		.from(runs)
		.where(
			and(
				inArray(runs.endpoint, [...names]),
				isNull(runs.finishedAt),
				isNull(runs.held),
				eq(runs.via, 'live'),
				not(isKept(sql`runs.endpoint`, sql`runs.judge_version_id`)),
			),
		)
		.groupBy(runs.endpoint);
	return new Map(
		rows.flatMap(({ endpoint, asked }) => (endpoint === null ? [] : [[endpoint, asked]])),
	);
}

/** Tokens that open batches of an endpoint hold in the provider's queue, as we estimated them. */
export async function sumEnqueuedTokens(db: Database, endpoint: string): Promise<number> {
	const [row] = await db
		.select({ tokens: sql<string>`coalesce(sum(${judgeBatches.expectedTokens}), 0)` })
		.from(judgeBatches)
		.where(and(eq(judgeBatches.endpoint, endpoint), isNull(judgeBatches.collectedAt)));
	return Number(row?.tokens ?? 0);
}

/** The limits of enqueued tokens of these endpoints, by name, where open batches hold some of it; the others have nothing to wait for. */
export async function findSharedQueues(
	db: Database,
	endpoints: readonly string[],
): Promise<ReadonlyMap<string, number>> {
	if (endpoints.length === 0) return new Map();
	const rows = await db.execute<{ name: string; tokens: string | null }>(sql`
		select name, facts -> 'batch' ->> 'maxEnqueuedTokens' as tokens from endpoints
		where name = any(string_to_array(${endpoints.join(' ')}, ' ')) and exists (
			select from judge_batches
			where judge_batches.endpoint = endpoints.name and judge_batches.collected_at is null)`);
	return new Map(
		rows.flatMap(({ name, tokens }) => (tokens === null ? [] : [[name, Number(tokens)]])),
	);
}
