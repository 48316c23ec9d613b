import { asc, eq, notInArray, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { judgeBindings } from '../../schema/endpoints.ts';
import { judges, judgeVersions } from '../../schema/judges.ts';

/** The endpoint that a judge version is bound to now; null where it is bound to none. A column of queries on judge versions. */
export const boundEndpoint = sql<string | null>`(
	select binding.endpoint from judge_bindings binding
	where binding.judge_version_id = ${judgeVersions.id} order by binding.id desc limit 1)`;

/** A jury or cascade asks nothing, its members are asked; a recorded judge asks nobody. */
const isAsked = notInArray(judgeVersions.kind, ['jury', 'cascade', 'recorded']);

/** Binds a judge version from now on; null: to no endpoint. */
export async function insertBinding(
	tx: Database,
	binding: {
		readonly judgeVersionId: number;
		readonly endpoint: string | null;
		readonly actor: string;
	},
): Promise<void> {
	await tx.insert(judgeBindings).values(binding);
}

/** All judge versions that are asked, as far as it matters where, by name; retired ones too. */
export async function listPlacedJudges(db: Database) {
	return db
		.select({
			id: judgeVersions.id,
			slug: judges.slug,
			version: judgeVersions.version,
			model: judgeVersions.model,
			isRehearsal: judgeVersions.isRehearsal,
			retiredAt: judgeVersions.retiredAt,
			boundEndpoint,
		})
		.from(judgeVersions)
		.innerJoin(judges, eq(judges.id, judgeVersions.judgeId))
		.where(isAsked)
		.orderBy(asc(judges.slug), asc(judgeVersions.version));
}
