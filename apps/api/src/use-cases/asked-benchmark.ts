import type { Database } from '@codejoust/db/connect';
import {
	type BenchmarkVersionRow,
	findBenchmarkVersion,
	findBenchmarkVersionById,
	listQuestions,
} from '@codejoust/db/queries/benchmarks';
import { parseBenchmarkName } from '../benchmark-name.ts';
import type { KnownQuestion } from '../client/known-questions.ts';
import { LIMITS } from '../client/limits.ts';
import { promptOf } from '../client/question-record.ts';
import { readMessages } from '../present/benchmark.ts';
import { Refusal } from '../refusal.ts';
import { refuseRetired } from './benchmark-standing.ts';

/** A benchmark version with what a reader of answers must know of its questions. */
export type AskedBenchmark = {
	readonly version: BenchmarkVersionRow;
	readonly questions: readonly KnownQuestion[];
};

/** The benchmark that a request names in its field `benchmark`. */
export async function findAskedBenchmark(db: Database, name: string): Promise<AskedBenchmark> {
	const version = await findBenchmarkVersion(db, parseBenchmarkName(name));
	if (!version) {
		throw new Refusal('invalid-input', `There is no benchmark "${name}".`, [
			{ name: 'benchmark', value: name, reason: 'There is no benchmark of this name.' },
		]);
	}
	refuseRetired(version);
	return { version, questions: await listKnownQuestions(db, version.id) };
}

/** The benchmark version of a stored submission. */
export async function findBenchmarkOf(
	db: Database,
	{ benchmarkVersionId }: { readonly benchmarkVersionId: number },
): Promise<AskedBenchmark> {
	const version = await findBenchmarkVersionById(db, benchmarkVersionId);
	if (!version) throw new Error(`benchmark version ${benchmarkVersionId} vanished`);
	return { version, questions: await listKnownQuestions(db, benchmarkVersionId) };
}

/** Prompts are needed to match answers that carry the instruction in place of an id. */
async function listKnownQuestions(db: Database, versionId: number): Promise<KnownQuestion[]> {
	const scope = { benchmarkVersionId: versionId, after: -1, limit: LIMITS.records };
	const rows = await listQuestions(db, scope);
	return rows.map((row) => ({
		question_id: row.key,
		prompt: promptOf({ messages: readMessages(row.messages) }),
	}));
}
