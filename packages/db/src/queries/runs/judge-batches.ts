import { and, asc, desc, eq, gte, inArray, isNotNull, isNull, ne, or, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { games } from '../../schema/battles.ts';
import { type BatchLineResult, judgeBatches, judgeBatchLines } from '../../schema/judge-batches.ts';
import { runs } from '../../schema/runs.ts';
import { asBigints, asTexts, isOneOf, isOneOfTexts, preparedOnce } from '../../prepared-once.ts';
import { inBatches } from '../paging/in-batches.ts';

export type JudgeBatchRow = typeof judgeBatches.$inferSelect;
export type BatchLineRow = typeof judgeBatchLines.$inferSelect;

const isOpen = isNull(judgeBatches.collectedAt);

/** Stores a batch without lines, before anything of it leaves this process. */
export async function insertJudgeBatch(
	db: Database,
	batch: Pick<JudgeBatchRow, 'id' | 'runId' | 'endpoint'>,
): Promise<void> {
	await db.insert(judgeBatches).values({ ...batch, games: 0 });
}

/** Adds lines to a batch that is not sent yet: from then on nobody else asks these identities. */
export async function addBatchLines(
	db: Database,
	batch: {
		readonly id: string;
		readonly expectedMicroUsd: number;
		readonly expectedTokens: number;
	},
	lines: readonly Pick<BatchLineRow, 'identity' | 'battleId' | 'isReAsk'>[],
): Promise<void> {
	const rows = lines.map((line) => ({ ...line, batchId: batch.id }));
	await db.transaction(async (tx) => {
		await inBatches(rows, (some) => tx.insert(judgeBatchLines).values(some));
		await tx
			.update(judgeBatches)
			.set({
				games: sql`${judgeBatches.games} + ${rows.length}`,
				expectedMicroUsd: sql`${judgeBatches.expectedMicroUsd} + ${batch.expectedMicroUsd}`,
				expectedTokens: sql`${judgeBatches.expectedTokens} + ${batch.expectedTokens}`,
			})
			.where(eq(judgeBatches.id, batch.id));
	});
}

/** Forgets a batch that the provider cannot know. */
export async function deleteJudgeBatch(db: Database, id: string): Promise<void> {
	await db
		.delete(judgeBatches)
		.where(and(eq(judgeBatches.id, id), isNull(judgeBatches.createTriedAt)));
}

export async function updateJudgeBatch(
	db: Database,
	id: string,
	change: Partial<Omit<JudgeBatchRow, 'id' | 'runId' | 'games' | 'createdAt'>>,
): Promise<void> {
	await db.update(judgeBatches).set(change).where(eq(judgeBatches.id, id));
}

/** Notes that the provider has a batch, and that its run has begun. */
export async function recordSentBatch(
	db: Database,
	batch: Pick<JudgeBatchRow, 'id' | 'runId'> & {
		readonly providerId: string;
		readonly status: string;
	},
): Promise<void> {
	const { providerId, status } = batch;
	await db.transaction(async (tx) => {
		const sentAt = sql`coalesce(${judgeBatches.sentAt}, now())`;
		await tx
			.update(judgeBatches)
			.set({ providerId, status, sentAt, trouble: null })
			.where(eq(judgeBatches.id, batch.id));
		await tx
			.update(runs)
			.set({ startedAt: sql`coalesce(${runs.startedAt}, now())`, lastAliveAt: sql`now()` })
			.where(eq(runs.id, batch.runId));
	});
}

/** Batches of any run but for one that the provider had at some time since `since`. */
export async function countBatchesElsewhere(
	db: Database,
	{ exceptId, since }: { readonly exceptId: string; readonly since: Date },
): Promise<number> {
	return db.$count(
		judgeBatches,
		and(
			ne(judgeBatches.id, exceptId),
			isNotNull(judgeBatches.providerId),
			or(and(isOpen, isNull(judgeBatches.endedAt)), gte(judgeBatches.endedAt, since)),
		),
	);
}

/** A run's batches that are not collected, oldest first. */
export async function listOpenBatches(db: Database, runId: string): Promise<JudgeBatchRow[]> {
	return db
		.select()
		.from(judgeBatches)
		.where(and(eq(judgeBatches.runId, runId), isOpen))
		.orderBy(asc(judgeBatches.createdAt), asc(judgeBatches.id));
}

/** All batches of these runs, by run, newest first. */
export async function listJudgeBatches(
	db: Database,
	runIds: readonly string[],
): Promise<ReadonlyMap<string, readonly JudgeBatchRow[]>> {
	if (runIds.length === 0) return new Map();
	const rows = await db
		.select()
		.from(judgeBatches)
		.where(inArray(judgeBatches.runId, [...runIds]))
		.orderBy(desc(judgeBatches.createdAt), desc(judgeBatches.id));
	return Map.groupBy(rows, ({ runId }) => runId);
}

/** Runs that are held or over and yet have a batch which must be collected, cancelled or dropped. */
export async function listHeldRunsWithBatches(db: Database): Promise<string[]> {
	const rows = await db
		.selectDistinct({ id: runs.id })
		.from(judgeBatches)
		.innerJoin(runs, eq(runs.id, judgeBatches.runId))
		.where(and(isOpen, or(isNotNull(runs.held), isNotNull(runs.finishedAt))))
		.orderBy(asc(runs.id));
	return rows.map(({ id }) => id);
}

export async function listBatchLines(db: Database, batchId: string): Promise<BatchLineRow[]> {
	return db
		.select()
		.from(judgeBatchLines)
		.where(eq(judgeBatchLines.batchId, batchId))
		.orderBy(asc(judgeBatchLines.battleId), asc(judgeBatchLines.identity));
}

/** Replies that were paid for and are no judgment of their run. */
export type SparePayment = {
	readonly promptTokens: number;
	readonly completionTokens: number;
	/** Null without a price. */
	readonly costMicroUsd: number | null;
};

/** Ends a batch: what became of every line, what was paid besides its judgments, and the batch as collected. */
export async function closeJudgeBatch(
	db: Database,
	batch: Pick<JudgeBatchRow, 'id' | 'runId'>,
	results: ReadonlyMap<string, BatchLineResult>,
	spare: SparePayment = { promptTokens: 0, completionTokens: 0, costMicroUsd: null },
): Promise<void> {
	const rows = JSON.stringify([...results].map(([identity, result]) => ({ identity, result })));
	await db.transaction(async (tx) => {
		await tx.execute(sql`
			update judge_batch_lines set result = given.result
			from jsonb_to_recordset(${rows}::text::jsonb) as given(identity text, result text)
			where judge_batch_lines.batch_id = ${batch.id}
				and judge_batch_lines.identity = decode(given.identity, 'hex')`);
		const closed = await tx
			.update(judgeBatches)
			.set({ collectedAt: sql`now()`, expectedMicroUsd: 0, trouble: null })
			.where(and(eq(judgeBatches.id, batch.id), isOpen))
			.returning({ id: judgeBatches.id });
		if (closed.length > 0) await addCost(tx, batch.runId, spare);
	});
}

async function addCost(tx: Database, runId: string, spare: SparePayment): Promise<void> {
	const { promptTokens, completionTokens, costMicroUsd } = spare;
	if (promptTokens + completionTokens === 0) return;
	await tx
		.update(runs)
		.set({
			promptTokens: sql`${runs.promptTokens} + ${promptTokens}`,
			completionTokens: sql`${runs.completionTokens} + ${completionTokens}`,
			...(costMicroUsd === null
				? {}
				: { costMicroUsd: sql`coalesce(${runs.costMicroUsd}, 0) + ${costMicroUsd}` }),
		})
		.where(eq(runs.id, runId));
}

/** Of these battles, the identities that lie in an open batch of any run: they are being asked. */
export async function findIdentitiesInBatches(
	db: Database,
	battleIds: readonly number[],
): Promise<ReadonlySet<string>> {
	if (battleIds.length === 0) return new Set();
	const rows = await identitiesInBatches(db).execute({ battleIds: asBigints(battleIds) });
	return new Set(rows.map(({ identity }) => identity));
}

const identitiesInBatches = preparedOnce((db) =>
	db
		.selectDistinct({ identity: judgeBatchLines.identity })
		.from(judgeBatches)
		.innerJoin(judgeBatchLines, eq(judgeBatchLines.batchId, judgeBatches.id))
		.innerJoin(games, eq(games.identity, judgeBatchLines.identity))
		.where(and(isOpen, isOneOf(games.battleId, 'battleIds')))
		.prepare('identities_in_batches'),
);

/** Those of the runs whose open battles wait for games that lie in an open batch. */
export async function findWaitingForBatches(
	db: Database,
	runIds: readonly string[],
): Promise<ReadonlySet<string>> {
	if (runIds.length === 0) return new Set();
	const rows = await waitingForBatches(db).execute({ runIds: asTexts(runIds) });
	return new Set(rows.map(({ runId }) => runId));
}

const waitingForBatches = preparedOnce((db) =>
	db
		.select({ runId: runs.id })
		.from(runs)
		.where(
			sql`${isOneOfTexts(runs.id, 'runIds')}
			and exists (select from judge_batches where collected_at is null) and exists (
				select from battles
				join games on games.battle_id = battles.id
				join judge_batch_lines on judge_batch_lines.identity = games.identity
				join judge_batches on judge_batches.id = judge_batch_lines.batch_id
				where battles.run_id = ${runs.id} and battles.settled_at is null
					and judge_batches.collected_at is null)`,
		)
		.prepare('waiting_for_batches'),
);

export type LineHistory = { readonly failed: number; readonly notAsked: number };

/** How often the games of these battles came back from this run's batches without a reply, since then. */
export async function readLineHistory(
	db: Database,
	scope: {
		readonly runId: string;
		readonly battleIds: readonly number[];
		readonly since: Date | null;
	},
): Promise<ReadonlyMap<string, LineHistory>> {
	if (scope.battleIds.length === 0) return new Map();
	const times = (result: BatchLineResult) =>
		sql<number>`count(*) filter (where ${judgeBatchLines.result} = ${result})::int`;
	const rows = await db
		.select({
			identity: judgeBatchLines.identity,
			failed: times('failed'),
			notAsked: times('not-asked'),
		})
		.from(judgeBatches)
		.innerJoin(judgeBatchLines, eq(judgeBatchLines.batchId, judgeBatches.id))
		.where(
			and(
				eq(judgeBatches.runId, scope.runId),
				inArray(judgeBatchLines.battleId, [...scope.battleIds]),
				scope.since
					? sql`${judgeBatches.createdAt} > ${scope.since.toISOString()}::timestamptz`
					: undefined,
			),
		)
		.groupBy(judgeBatchLines.identity);
	return new Map(rows.map(({ identity, ...history }) => [identity, history]));
}

/** What open batches may still cost, a run's and all together. */
export async function sumOpenBatches(
	db: Database,
	runId: string,
): Promise<{ readonly ofRun: number; readonly ofAll: number }> {
	const [row] = await db
		.select({
			ofRun: sql<string>`coalesce(sum(${judgeBatches.expectedMicroUsd}) filter (where ${judgeBatches.runId} = ${runId}), 0)`,
			ofAll: sql<string>`coalesce(sum(${judgeBatches.expectedMicroUsd}), 0)`,
		})
		.from(judgeBatches)
		.where(isOpen);
	return { ofRun: Number(row?.ofRun ?? 0), ofAll: Number(row?.ofAll ?? 0) };
}
