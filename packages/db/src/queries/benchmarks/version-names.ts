import { and, desc, eq, isNull, or } from 'drizzle-orm';
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
