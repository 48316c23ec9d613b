import type { BenchmarkVersionRow } from '@codejoust/db/queries/benchmarks/benchmarks';
import type { QuestionChange } from '@codejoust/db/queries/benchmarks/compare-versions';
import { QUESTION_FIELDS, type VersionChanges } from '@codejoust/contract/schemas/benchmark-change';

/** What became of each question between two versions of a benchmark. */
export type FoundChanges = {
	readonly version: BenchmarkVersionRow;
	readonly earlier: BenchmarkVersionRow;
	readonly rows: readonly QuestionChange[];
};

export function presentVersionChanges({ version, earlier, rows }: FoundChanges): VersionChanges {
	const ofKind = (kind: QuestionChange['kind']) => rows.filter((row) => row.kind === kind);
	return {
		benchmark: nameOf(version),
		from: nameOf(earlier),
		added: ofKind('added').map(presentQuestionChange),
		removed: ofKind('removed').map(presentQuestionChange),
		edited: ofKind('edited').map((row) => ({
			...presentQuestionChange(row),
			fields: QUESTION_FIELDS.filter((field) => row.fields.includes(field)),
		})),
		unchanged: ofKind('unchanged').length,
		shared: rows.filter(({ isShared }) => isShared).length,
	};
}

const nameOf = (row: BenchmarkVersionRow) => `${row.slug}@${row.version}`;

function presentQuestionChange({ key, category, subcategory }: QuestionChange) {
	return { question_id: key, category, subcategory };
}
