import { and, asc, desc, eq, inArray, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { preparedOnce } from '../../prepared-once.ts';
import { judges, judgeVersions } from '../../schema/judges.ts';
import { criterionName, recordedOrders } from '../../criterion-name.ts';
import { fencesSetting } from '../../fences-setting.ts';
import { boundEndpoint } from './judge-bindings.ts';

const selectJudgeVersions = (db: Database) =>
	db
		.select({
			id: judgeVersions.id,
			slug: judges.slug,
			version: judgeVersions.version,
			hash: judgeVersions.hash,
			kind: judgeVersions.kind,
			model: judgeVersions.model,
			definition: judgeVersions.definition,
			isRehearsal: judgeVersions.isRehearsal,
			criterion: criterionName(judgeVersions.definition),
			recordedOrders: recordedOrders(judgeVersions.definition),
			fences: fencesSetting(judgeVersions.definition),
			releasedAt: judgeVersions.releasedAt,
			retiredAt: judgeVersions.retiredAt,
			boundEndpoint,
		})
		.from(judgeVersions)
		.innerJoin(judges, eq(judges.id, judgeVersions.judgeId));

export type JudgeVersionRow = Awaited<ReturnType<typeof selectJudgeVersions>>[number];

/** All judge versions, by slug, newest version first. */
export async function listJudgeVersions(db: Database): Promise<JudgeVersionRow[]> {
	return selectJudgeVersions(db).orderBy(asc(judges.slug), desc(judgeVersions.version));
}

/** The named judge version, or a judge's newest where no version is named. */
export async function findJudgeVersion(
	db: Database,
	{ slug, version }: { readonly slug: string; readonly version?: number | undefined },
): Promise<JudgeVersionRow | undefined> {
	const [row] = await selectJudgeVersions(db)
		.where(
			and(
				eq(judges.slug, slug),
				version === undefined ? undefined : eq(judgeVersions.version, version),
			),
		)
		.orderBy(desc(judgeVersions.version))
		.limit(1);
	return row;
}

export async function findJudgeVersionById(
	db: Database,
	id: number,
): Promise<JudgeVersionRow | undefined> {
	const [row] = await judgeVersionById(db).execute({ id });
	return row;
}

const judgeVersionById = preparedOnce((db) =>
	selectJudgeVersions(db)
		.where(eq(judgeVersions.id, sql.placeholder('id')))
		.prepare('judge_version_by_id'),
);

export type NewJudgeVersion = {
	readonly slug: string;
	readonly hash: string;
	readonly kind: string;
	readonly model: string;
	readonly definition: Readonly<Record<string, unknown>>;
	readonly isRehearsal: boolean;
};

/** The judge version with this hash; an unknown one becomes the next version under its slug. */
export async function ensureJudgeVersion(
	db: Database,
	judge: NewJudgeVersion,
): Promise<JudgeVersionRow> {
	return db.transaction(async (tx) => (await releaseJudgeVersion(tx, judge)).row);
}

/** The same within a transaction, and whether it is new: of callers at the same time one alone is told so. */
export async function releaseJudgeVersion(
	tx: Database,
	{ slug, ...version }: NewJudgeVersion,
): Promise<{ readonly row: JudgeVersionRow; readonly isNew: boolean }> {
	const known = await findJudgeVersionByHash(tx, version.hash);
	if (known) return { row: known, isNew: false };
	// Locked by the update, so that versions of one judge are numbered one after the other.
	const [parent] = await tx
		.insert(judges)
		.values({ slug })
		.onConflictDoUpdate({ target: judges.slug, set: { slug } })
		.returning({ id: judges.id });
	if (!parent) throw new Error(`judge ${slug} vanished while it was added`);
	const next = sql<number>`(select coalesce(max(version), 0) + 1 from judge_versions where judge_id = ${parent.id})`;
	const inserted = await tx
		.insert(judgeVersions)
		.values({ ...version, judgeId: parent.id, version: next })
		.onConflictDoNothing()
		.returning({ id: judgeVersions.id });
	const row = await findJudgeVersionByHash(tx, version.hash);
	if (!row) throw new Error(`judge version ${version.hash} vanished while it was added`);
	return { row, isNew: inserted.length > 0 };
}

export async function findJudgeVersionByHash(
	db: Database,
	hash: string,
): Promise<JudgeVersionRow | undefined> {
	const [row] = await selectJudgeVersions(db).where(eq(judgeVersions.hash, hash));
	return row;
}

/** All versions of these judges, newest first. */
export async function listVersionsOfJudges(db: Database, slugs: readonly string[]) {
	if (slugs.length === 0) return [];
	return db
		.select({
			slug: judges.slug,
			version: judgeVersions.version,
			releasedAt: judgeVersions.releasedAt,
			retiredAt: judgeVersions.retiredAt,
		})
		.from(judgeVersions)
		.innerJoin(judges, eq(judges.id, judgeVersions.judgeId))
		.where(inArray(judges.slug, [...slugs]))
		.orderBy(asc(judges.slug), desc(judgeVersions.version));
}

/** What these judge versions pin, by id. */
export async function findDefinitions(db: Database, ids: readonly number[]) {
	if (ids.length === 0) return new Map<number, never>();
	const rows = await db
		.select({ id: judgeVersions.id, definition: judgeVersions.definition })
		.from(judgeVersions)
		.where(inArray(judgeVersions.id, [...ids]));
	return new Map(rows.map(({ id, definition }) => [id, definition]));
}
