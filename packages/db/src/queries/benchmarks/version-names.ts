import { and, desc, eq, isNull, or, sql } from 'drizzle-orm';
import { alias } from 'drizzle-orm/pg-core';
import type { Database } from '../../connect.ts';
import { benchmarkVersions } from '../../schema/benchmarks.ts';
import { isListed } from './benchmarks.ts';

/** All published versions of the benchmark that a version belongs to, newest first. Retired ones are left out, and unlisted ones but itself. */
export async function listVersionNames(
	db: Database,
	benchmarkVersionId: number,
): Promise<readonly { readonly version: string; readonly publishedAt: Date }[]> {
	const named = alias(benchmarkVersions, 'named');
	return db
		.select({ version: benchmarkVersions.version, publishedAt: benchmarkVersions.publishedAt })
		.from(benchmarkVersions)
		.innerJoin(named, eq(named.benchmarkId, benchmarkVersions.benchmarkId))
		.where(
			and(
				eq(named.id, benchmarkVersionId),
				isNull(benchmarkVersions.retiredAt),
				or(isListed(), eq(benchmarkVersions.id, named.id)),
			),
		)
		.orderBy(desc(benchmarkVersions.publishedAt), desc(benchmarkVersions.id));
}

/** The same as a column of a benchmark version, in JSON. */
export const versionNames = sql<
	readonly { readonly version: string; readonly publishedAt: string }[]
>`(
	select coalesce(json_agg(json_build_object('version', version,
		'publishedAt', to_char(published_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'))
		order by published_at desc, id desc), '[]'::json)
	from benchmark_versions named
	where named.benchmark_id = ${benchmarkVersions.benchmarkId} and named.retired_at is null
		and (named.visibility <> 'unlisted' or named.id = ${benchmarkVersions.id}))`;
