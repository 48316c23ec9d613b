import { and, asc, desc, eq, sql } from 'drizzle-orm';
import type { Database } from '../connect.ts';
import { judges, judgeVersions } from '../schema/judges.ts';

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
			releasedAt: judgeVersions.releasedAt,
			retiredAt: judgeVersions.retiredAt,
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
	const [row] = await selectJudgeVersions(db).where(eq(judgeVersions.id, id));
	return row;
}

/** The judge version with this hash; an unknown one becomes the next version under its slug. */
export async function ensureJudgeVersion(
	db: Database,
	judge: {
		readonly slug: string;
		readonly hash: string;
		readonly kind: string;
		readonly model: string;
		readonly definition: Readonly<Record<string, unknown>>;
		readonly isRehearsal: boolean;
	},
): Promise<JudgeVersionRow> {
	return db.transaction(async (tx) => {
		const { slug, ...version } = judge;
		const [parent] = await tx
			.insert(judges)
			.values({ slug })
			.onConflictDoUpdate({ target: judges.slug, set: { slug } })
			.returning({ id: judges.id });
		if (!parent) throw new Error(`judge ${slug} vanished while it was added`);
		const next = sql<number>`(select coalesce(max(version), 0) + 1 from judge_versions where judge_id = ${parent.id})`;
		await tx
			.insert(judgeVersions)
			.values({ ...version, judgeId: parent.id, version: next })
			.onConflictDoNothing();
		const [row] = await selectJudgeVersions(tx).where(eq(judgeVersions.hash, judge.hash));
		if (!row) throw new Error(`judge version ${judge.hash} vanished while it was added`);
		return row;
	});
}
