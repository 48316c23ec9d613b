import type { Database } from '@codejoust/db/connect';
import { appendAudit } from '@codejoust/db/queries/keys/audit';
import {
	ensureBenchmark,
	insertBenchmarkVersion,
	insertQuestions,
	listQuestionOutlines,
} from '@codejoust/db/queries/benchmarks/benchmarks';
import { insertSubmission } from '@codejoust/db/queries/submissions/submissions';
import type {
	BenchmarkPurpose,
	StoredTaskTypes,
	Visibility,
} from '@codejoust/db/schema/benchmarks';
import { storeTexts } from '@codejoust/db/queries/texts/texts';
import { hashBenchmark } from '@codejoust/judge/identity/benchmark-hash';
import { canonicalJson } from '@codejoust/judge/identity/canonical-json';
import { contentHash } from '@codejoust/judge/identity/identity';
import type { QuestionRecord } from '@codejoust/formats/questions/question-record';
import { isEmptyAnswer, type ResponseRecord } from '@codejoust/formats/rows/response-record';
import { newId } from '../../new-id.ts';
import { Refusal } from '../../refusal.ts';
import type { NewModel } from '@codejoust/contract/schemas/model';
import { ensureModelVariant } from '../models/ensure-model.ts';
import { storeResponses } from './store-responses.ts';

export type BenchmarkInput = {
	readonly slug: string;
	readonly version: string;
	readonly name: string;
	readonly description?: string | undefined;
	readonly licence?: string | undefined;
	readonly visibility?: Visibility | undefined;
	readonly isSample: boolean;
	/** `judge-check`: it holds the pairs of a set and is hidden, its baseline’s answers too. */
	readonly purpose?: BenchmarkPurpose;
	readonly baseline: NewModel;
	/** CodeArena's mapping that the questions were read with; kept with the version. */
	readonly taskTypes?: StoredTaskTypes | undefined;
	readonly questions: readonly QuestionRecord[];
	readonly baselineResponses: readonly ResponseRecord[];
	readonly createdBy?: string | undefined;
	readonly requestId?: string | undefined;
};

/** Publishes a benchmark version with its questions and its baseline's answers, all or nothing. Returns the version's id. */
export async function createBenchmark(db: Database, input: BenchmarkInput): Promise<number> {
	const answers = answersByQuestion(input);
	const questions = input.questions.map((question, position) => {
		const messages = canonicalJson(question.messages);
		return { question, position, messages, contentHash: contentHash(messages) };
	});
	return db.transaction(async (tx) => {
		const versionId = await addVersion(tx, input, hashVersion(questions, answers));
		await storeTexts(
			tx,
			questions.flatMap(({ question, messages, contentHash: hash }) => [
				{ hash, body: messages },
				...(question.reference === undefined
					? []
					: [{ hash: contentHash(question.reference), body: question.reference }]),
			]),
		);
		await insertQuestions(
			tx,
			versionId,
			questions.map(({ question, position, contentHash: hash }) => ({
				key: question.question_id,
				position,
				category: question.category,
				subcategory: question.subcategory,
				languages: [...question.languages],
				difficulty: question.difficulty,
				contentHash: hash,
				referenceHash: question.reference === undefined ? null : contentHash(question.reference),
				referenceOrigin: question.reference_origin ?? null,
				referenceVisibility: question.reference_visibility ?? 'public',
			})),
		);
		if (input.purpose !== 'judge-check')
			await appendAudit(tx, {
				actor: input.createdBy ?? 'start',
				action: 'benchmark.publish',
				subject: `${input.slug}@${input.version}`,
				after: { questions: questions.length, baseline: input.baseline.slug },
				requestId: input.requestId,
			});
		const submissionId = newId('sub');
		await insertSubmission(tx, {
			id: submissionId,
			benchmarkVersionId: versionId,
			variantId: await ensureModelVariant(tx, input.baseline),
			isBaseline: true,
			responses: 0,
			emptyResponses: 0,
			contentHash: contentHash(''),
			createdBy: input.createdBy ?? null,
			...(input.purpose === 'judge-check' ? { publishedAt: null } : {}),
		});
		const batches = [input.baselineResponses];
		const stored = await listQuestionOutlines(tx, versionId);
		await storeResponses(tx, { submissionId, questions: stored, batches });
		return versionId;
	});
}

async function addVersion(tx: Database, input: BenchmarkInput, hash: string): Promise<number> {
	const { slug, name, isSample, version, purpose = 'board' } = input;
	const benchmarkId = await ensureBenchmark(tx, { slug, isSample, purpose });
	if (benchmarkId === undefined)
		throw new Refusal('already-exists', `The slug "${slug}" is taken by something else.`);
	const id = await insertBenchmarkVersion(tx, {
		benchmarkId,
		version,
		name,
		description: input.description ?? null,
		licence: input.licence ?? null,
		visibility: input.visibility ?? 'public',
		contentHash: hash,
		taskTypes: input.taskTypes ?? null,
	});
	if (id === undefined) {
		throw new Refusal(
			'already-exists',
			`Benchmark ${slug} already has a version "${version}". Versions are immutable: publish under another version name.`,
		);
	}
	return id;
}

/** A benchmark whose baseline lacks an answer is refused: nothing could be compared with it. */
function answersByQuestion({
	questions,
	baselineResponses,
}: BenchmarkInput): ReadonlyMap<string, string> {
	const answers = new Map(baselineResponses.map((row) => [row.question_id, row.response]));
	const lacking = questions.filter(({ question_id }) =>
		isEmptyAnswer(answers.get(question_id) ?? ''),
	);
	if (lacking.length > 0) {
		throw new Refusal(
			'invalid-input',
			`The baseline lacks an answer to ${lacking.length} of ${questions.length} questions; every question needs one that is not empty.`,
			lacking.map(({ question_id }) => ({
				name: 'baseline_responses',
				value: question_id,
				reason: `The baseline has no answer to question "${question_id}".`,
			})),
		);
	}
	return answers;
}

function hashVersion(
	questions: readonly { readonly question: QuestionRecord; readonly contentHash: string }[],
	answers: ReadonlyMap<string, string>,
): string {
	return hashBenchmark(
		questions.map(({ question, contentHash: hash }) => ({
			...question,
			content_hash: hash,
			baseline_hash: contentHash(answers.get(question.question_id) ?? ''),
		})),
	);
}
