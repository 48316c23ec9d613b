import type { AnswerCopies, NewAnswerCopies } from '../schemas/answer-copies.ts';
import type { BenchmarkChange, VersionChanges } from '../schemas/benchmark-change.ts';
import type {
	Benchmark,
	BenchmarkBrief,
	NewBenchmark,
	Question,
	TaskTypesOfBenchmark,
} from '../schemas/benchmark.ts';
import type { Contamination, NewContamination } from '../schemas/contamination.ts';
import type { BenchmarkProfile } from '../schemas/benchmark-profile.ts';
import type { NewReferences, ReferencedBenchmark } from '../schemas/benchmark-references.ts';
import type { Page, Sender } from './open-sender.ts';

/** Benchmarks, their versions and their questions. */
export function benchmarkMethods({ get, post, call }: Sender) {
	const name = encodeURIComponent;
	return {
		/** `all`: retired and unlisted ones too, for an operator. */
		benchmarks: (query: { include?: 'all' } = {}) =>
			get<Page<BenchmarkBrief>>('/v1/benchmarks', query),
		benchmark: (benchmark: string) => get<Benchmark>(`/v1/benchmarks/${name(benchmark)}`),
		/** Its questions in numbers: classes, lengths, near-duplicates, and which of them separate the models of the live board. */
		profile: (benchmark: string) =>
			get<BenchmarkProfile>(`/v1/benchmarks/${name(benchmark)}/profile`),
		/** Stores what was found in the file with this SHA-256; replaces what was found in it before. */
		storeContamination: (benchmark: string, sha256: string, found: NewContamination) =>
			call<Contamination>(
				'PUT',
				`/v1/benchmarks/${name(benchmark)}/contaminations/${name(sha256)}`,
				{ json: found },
			),
		/** Whether answers, as hashes, are those of the baseline or of a published model. */
		findCopies: (benchmark: string, asked: NewAnswerCopies) =>
			post<AnswerCopies>(`/v1/benchmarks/${name(benchmark)}/copies`, asked),
		/** What a version changed since another one of its benchmark, by default the one before it. */
		changes: (benchmark: string, query: { from?: string } = {}) =>
			get<VersionChanges>(`/v1/benchmarks/${name(benchmark)}/changes`, query),
		/** Retires a version or changes who sees it; takes `slug@version`. */
		changeBenchmark: (benchmark: string, change: BenchmarkChange) =>
			call<BenchmarkBrief>('PATCH', `/v1/benchmarks/${name(benchmark)}`, { json: change }),
		/** Publishes a version of the questions with the references of a file. */
		setReferences: (
			benchmark: string,
			upload: { readonly metadata: NewReferences; readonly references: Blob },
		) => {
			const body = new FormData();
			body.set('metadata', JSON.stringify(upload.metadata));
			body.set('references', upload.references);
			return call<ReferencedBenchmark>('POST', `/v1/benchmarks/${name(benchmark)}/references`, {
				body,
			});
		},
		questions: (benchmark: string, page: { cursor?: string; limit?: number } = {}) =>
			get<Page<Question>>(`/v1/benchmarks/${name(benchmark)}/questions`, page),
		question: (benchmark: string, id: string) =>
			get<Question>(`/v1/benchmarks/${name(benchmark)}/questions/${name(id)}`),
		/** The mapping of task types that a version was published with. */
		taskTypes: (benchmark: string) =>
			get<TaskTypesOfBenchmark>(`/v1/benchmarks/${name(benchmark)}/task-types`),
		createBenchmark: (body: NewBenchmark) => post<Benchmark>('/v1/benchmarks', body),
		/** Publishes a benchmark from files; `notes` say what was detected in them. */
		importBenchmark: (upload: BenchmarkUpload) =>
			call<PublishedBenchmark>('POST', '/v1/benchmarks', {
				body: formOf(upload),
			}),
	};
}

/** A published version with what was detected in its files, and what it changed since the one before. */
export type PublishedBenchmark = Benchmark & {
	readonly notes: readonly string[];
	readonly changes: VersionChanges | null;
};

/** Files of a benchmark in any known format. */
export type BenchmarkUpload = {
	readonly metadata: Omit<NewBenchmark, 'questions' | 'baseline_responses' | 'task_types'>;
	readonly questions: Blob;
	readonly baseline?: Blob;
	readonly taskTypes?: Blob;
};

function formOf({ metadata, questions, baseline, taskTypes }: BenchmarkUpload): FormData {
	const form = new FormData();
	form.set('metadata', JSON.stringify(metadata));
	form.set('questions', questions);
	if (baseline) form.set('baseline', baseline);
	if (taskTypes) form.set('task_types', taskTypes);
	return form;
}
