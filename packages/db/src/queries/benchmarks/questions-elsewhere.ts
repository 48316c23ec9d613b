import { and, count, desc, eq, inArray, isNull, ne } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { benchmarks, benchmarkVersions, questions } from '../../schema/benchmarks.ts';
import { hasBoards, isListed } from './benchmarks.ts';

/** The listed version, other than one, that has most questions of these ids, with how many; undefined where none has any. */
export async function findQuestionsElsewhere(
	db: Database,
	{ ids, except }: { readonly ids: readonly string[]; readonly except: number },
): Promise<
	{ readonly slug: string; readonly version: string; readonly questions: number } | undefined
> {
	const [found] = await db
		.select({
			slug: benchmarks.slug,
			version: benchmarkVersions.version,
			questions: count(),
		})
		.from(questions)
		.innerJoin(benchmarkVersions, eq(benchmarkVersions.id, questions.benchmarkVersionId))
		.innerJoin(benchmarks, eq(benchmarks.id, benchmarkVersions.benchmarkId))
		.where(
			and(
				inArray(questions.key, [...ids]),
				ne(benchmarkVersions.id, except),
				isNull(benchmarkVersions.retiredAt),
				isListed(),
				hasBoards(),
			),
		)
		.groupBy(benchmarks.slug, benchmarkVersions.id)
		.orderBy(desc(count()), desc(benchmarkVersions.publishedAt), desc(benchmarkVersions.id))
		.limit(1);
	return found;
}
