import type { Benchmark } from '@codejoust/contract/schemas/benchmark';
import type { Database } from '@codejoust/db/connect';
import {
	countEntrants,
	listBenchmarkVersions,
	listQuestionOutlines,
} from '@codejoust/db/queries/benchmarks/benchmarks';
import { countTaskTypes } from '@codejoust/db/queries/benchmarks/task-types';
import { listBoards } from '@codejoust/db/queries/boards/boards';
import { findVersion } from '../find-version.ts';
import { presentBenchmarkBrief } from '../present/benchmark.ts';
import { presentJudgeBrief } from '../present/names.ts';
import { listChoices } from '../use-cases/boards/list-choices.ts';

/** A benchmark version with its versions, filters and judges. */
export async function describeBenchmark(db: Database, name: string): Promise<Benchmark> {
	const version = await findVersion(db, name);
	const boards = await listBoards(db, version.id);
	const versions = await listBenchmarkVersions(db, { isAll: true, slug: version.slug });
	return {
		...presentBenchmarkBrief(version),
		content_hash: version.contentHash,
		versions: versions
			.filter((row) => row.visibility !== 'unlisted' || row.id === version.id)
			.map((row) => ({
				version: row.version,
				published_at: row.publishedAt.toISOString(),
				retired_at: row.retiredAt?.toISOString() ?? null,
				questions: row.questions,
			})),
		judges: boards.map((board) => presentJudgeBrief(board.judge)),
		models: await countEntrants(db, version.id),
		choices: listChoices(await listQuestionOutlines(db, version.id)),
		task_types: await countTaskTypes(db, version.id),
		updated_at: boards[0]?.updatedAt.toISOString() ?? null,
	};
}
