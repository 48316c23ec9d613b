import { z } from '@hono/zod-openapi';
import { questionTable } from '@codejoust/formats/questions/question-table';
import { toKnownQuestions } from '@codejoust/formats/responses/known-questions';
import type { QuestionRecord } from '@codejoust/formats/questions/question-record';
import type { BaselineRecord } from '@codejoust/formats/questions/baselines';
import {
	readQuestions,
	type ReadQuestionsOptions,
	readQuestionValues,
} from '@codejoust/formats/questions/questions';
import {
	readTaskTypes,
	type StoredTaskTypes,
	type TaskTypeMapping,
	writeTaskTypes,
} from '@codejoust/formats/questions/task-types';
import type { ResponseRecord } from '@codejoust/formats/rows/response-record';
import { readResponses, readResponseValues } from '@codejoust/formats/responses/responses';
import type { NewModel } from '@codejoust/contract/schemas/model';
import { refuseInvalid } from '../middleware/problems.ts';
import { Refusal } from '../refusal.ts';
import { newBenchmark } from '@codejoust/contract/schemas/benchmark';
import type { BenchmarkInput } from '../use-cases/benchmarks/create-benchmark.ts';
import { readPlain } from '../read-plain.ts';
import { refuseProblems } from '../refuse-problems.ts';
import { parseJson } from '../middleware/read-body.ts';
import { acceptPart, readForm } from '../middleware/read-form.ts';

const metadata = newBenchmark.omit({ questions: true, baseline_responses: true, task_types: true });
/** Rows are left to the file readers, which say more about a wrong one. */
const body = newBenchmark.extend({
	questions: z.array(z.unknown()),
	baseline_responses: z.array(z.unknown()).optional(),
	task_types: z.unknown().optional(),
});

/** A file as it came, or the rows of a JSON body. */
type Source = Uint8Array | readonly unknown[];

type Parts = {
	readonly metadata: unknown;
	readonly questions: Source;
	readonly baseline?: Source | undefined;
	readonly mapping?: unknown;
};
/** The mapping that the benchmark's newest version with one was published with. */
export type FindKeptMapping = (
	slug: string,
) => Promise<{ readonly version: string; readonly taskTypes: StoredTaskTypes } | undefined>;

export type BenchmarkUpload = {
	readonly input: Omit<BenchmarkInput, 'isSample'>;
	/** What was detected, in words. */
	readonly notes: readonly string[];
};

/** Reads a benchmark from a JSON body or from uploaded files; refuses it whole with every problem. */
export async function readBenchmarkUpload(
	contentType: string | undefined,
	bytes: Uint8Array<ArrayBuffer>,
	findKept: FindKeptMapping,
): Promise<BenchmarkUpload> {
	const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase();
	if (type === 'application/json') return readParts(splitJson(bytes), findKept);
	if (type === 'multipart/form-data')
		return readParts(await splitForm(contentType ?? '', bytes), findKept);
	throw new Refusal(
		'unsupported-media-type',
		`The content type "${type}" is not accepted here. Send application/json or multipart/form-data.`,
	);
}

function splitJson(bytes: Uint8Array): Parts {
	const given = acceptPart(body, parseJson(bytes), 'body');
	const { questions, baseline_responses: baseline, task_types: mapping, ...rest } = given;
	return { metadata: rest, questions, baseline, mapping };
}

async function splitForm(contentType: string, bytes: Uint8Array<ArrayBuffer>): Promise<Parts> {
	const parts = await readForm(contentType, bytes);
	const described = parts.get('metadata');
	const questions = parts.get('questions');
	const mapping = parts.get('task_types');
	if (!described || !questions)
		throw new Refusal(
			'invalid-input',
			'The form needs the parts "metadata" (JSON) and "questions" (a file).',
		);
	return {
		metadata: parseJson(described),
		questions,
		baseline: parts.get('baseline'),
		mapping: mapping && parseJson(mapping),
	};
}

async function readParts(parts: Parts, findKept: FindKeptMapping): Promise<BenchmarkUpload> {
	const {
		default_category: defaultGroup,
		reference_model: referenceModel,
		map: named,
		...described
	} = acceptPart(metadata, parts.metadata, 'metadata');
	refuseInvalid({ success: true, data: described, target: 'metadata' });
	refuseOwnReference(referenceModel, described.baseline);
	const kept = parts.mapping === undefined ? await findKept(described.slug) : undefined;
	const mapping =
		parts.mapping === undefined ? kept?.taskTypes : writeTaskTypes(acceptMapping(parts.mapping));
	const map = named && new Map(Object.entries(named));
	const options = {
		...(map && { map }),
		...(referenceModel === undefined ? {} : { referenceModel }),
		...(mapping && { mapping }),
		...(defaultGroup && { defaultGroup }),
	};
	const read = await readSource(parts.questions, options);
	refuseProblems('questions', read.problems);
	const isMapped = read.detected.kind === 'known' && read.detected.format === 'codearena';
	const own =
		parts.baseline && (await readBaseline(parts.baseline, read.questions, described.baseline.slug));
	return {
		input: {
			...described,
			taskTypes: isMapped ? mapping : undefined,
			questions: read.questions,
			baselineResponses: own?.responses ?? pickBaseline(read.baselines, described.baseline),
		},
		notes: [
			`questions: ${read.detected.words}`,
			...(kept && isMapped
				? [`task types: the mapping of version ${kept.version}, since this one came without`]
				: []),
			...read.notes,
			...(own?.notes ?? []),
		],
	};
}

/** A judge would be shown one of its two answers as the right one. */
function refuseOwnReference(model: string | undefined, { slug, name }: NewModel): void {
	if (model === undefined || (model !== slug && model !== name)) return;
	const reason =
		'The model of the references is the baseline: a judge would be shown one of the two answers as the reference. Name another baseline, or no reference model.';
	throw new Refusal('invalid-input', reason, [{ name: 'reference_model', value: model, reason }]);
}

/** One sentence, however many of its entries are wrong. */
function acceptMapping(value: unknown): TaskTypeMapping {
	const read = readTaskTypes(value);
	if (read.kind === 'read') {
		refuseInvalid({ success: true, data: read.mapping, target: 'task_types' });
		return read.mapping;
	}
	throw new Refusal('invalid-input', `The mapping of task types cannot be used. ${read.says}`, [
		{ name: 'task_types', reason: read.says },
	]);
}

async function readSource(source: Source, options: ReadQuestionsOptions) {
	if (!(source instanceof Uint8Array)) return readQuestionValues(source, options);
	const plain = await readPlain('questions', source, questionTable(options.map));
	return readQuestions(plain, options);
}

async function readBaseline(source: Source, questions: readonly QuestionRecord[], model: string) {
	const options = { questions: toKnownQuestions(questions), model };
	const file = 'baseline responses';
	const read =
		source instanceof Uint8Array
			? readResponses(await readPlain(file, source), options)
			: readResponseValues(source, options);
	refuseProblems(file, read.problems);
	return { responses: read.responses, notes: [`baseline: ${read.detected.words}`] };
}

/** The baseline whose answers stand beside the questions; of several, the one that the metadata names. */
function pickBaseline(
	baselines: readonly BaselineRecord[],
	{ slug, name }: NewModel,
): readonly ResponseRecord[] {
	const [only, ...others] = baselines;
	if (only && others.length === 0) return only.responses;
	const named = baselines.find(({ model }) => model === slug || model === name);
	if (named) return named.responses;
	const found = baselines.map(({ model }) => model).join(', ') || 'none';
	throw new Refusal(
		'invalid-input',
		`No answers of the baseline "${slug}": send them as "baseline", or in the questions as "${slug}_response". The questions hold answers of: ${found}.`,
	);
}
