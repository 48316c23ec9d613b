import type { Database } from '@codejoust/db/connect';
import {
	type BenchmarkVersionRow,
	findBenchmarkVersion,
	findBenchmarkVersionById,
	listQuestions,
	type QuestionOutlineRow,
} from '@codejoust/db/queries/benchmarks/benchmarks';
import { parseBenchmarkName } from '../../benchmark-name.ts';
import type { KnownQuestion } from '@codejoust/formats/responses/known-questions';
import { LIMITS } from '@codejoust/formats/checks/limits';
import { promptOf } from '@codejoust/formats/questions/question-record';
import { readMessages } from '../../stored-messages.ts';
import { Refusal } from '../../refusal.ts';
import { refuseRetired } from './benchmark-visibility.ts';

/** What a reader of answers must know of a question, and what its battles are planned from. */
export type AskedQuestion = KnownQuestion &
	Pick<
		QuestionOutlineRow,
		'id' | 'key' | 'position' | 'contentHash' | 'referenceHash' | 'category' | 'subcategory'
	>;

/** A benchmark version with its questions, in position order. */
export type AskedBenchmark = {
	readonly version: BenchmarkVersionRow;
	readonly questions: readonly AskedQuestion[];
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
	return { version, questions: await listAskedQuestions(db, version.id) };
}

/** The benchmark version of a stored submission. */
export async function findVersionOf(
	db: Database,
	{ benchmarkVersionId }: { readonly benchmarkVersionId: number },
): Promise<BenchmarkVersionRow> {
	const version = await findBenchmarkVersionById(db, benchmarkVersionId);
	if (!version) throw new Error(`benchmark version ${benchmarkVersionId} vanished`);
	return version;
}

/**
 * The questions of a version in position order. Prompts are needed to match answers that carry the instruction in place of
 * an id.
 */
export async function listAskedQuestions(
	db: Database,
	versionId: number,
): Promise<AskedQuestion[]> {
	const scope = { benchmarkVersionId: versionId, after: -1, limit: LIMITS.records };
	const rows = await listQuestions(db, scope);
	return rows.map(
		({ id, key, position, category, subcategory, messages, languages, ...hashes }) => ({
			id,
			key,
			position,
			contentHash: hashes.contentHash,
			referenceHash: hashes.referenceHash,
			category,
			subcategory,
			question_id: key,
			languages,
			prompt: promptOf({ messages: readMessages(messages) }),
		}),
	);
}
