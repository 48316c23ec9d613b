import { appendAudit } from '@codejoust/db/queries/keys/audit';
import {
	listQuestionOutlines,
	type QuestionOutlineRow,
} from '@codejoust/db/queries/benchmarks/benchmarks';
import type { Database } from '@codejoust/db/connect';
import {
	type CheckSetRow,
	findCheckSet,
	insertCheckSet,
} from '@codejoust/db/queries/judge-checks/judge-check-sets';
import { insertSubmission } from '@codejoust/db/queries/submissions/submissions';
import { canonicalJson } from '@codejoust/judge/identity/canonical-json';
import { contentHash } from '@codejoust/judge/identity/identity';
import type { z } from 'zod';
import { checkBenchmarkSlug } from '@codejoust/contract/check-benchmark';
import type { LabelledPair } from '@codejoust/formats/pairs/pair-format';
import { type PairFile, readLabelledPairs } from '@codejoust/formats/pairs/labelled-pairs';
import type { Actor } from '../../actor.ts';
import { newId } from '../../new-id.ts';
import type { ImportedSet } from '../../present/judge-check.ts';
import { Refusal } from '../../refusal.ts';
import type { newCheckSet } from '@codejoust/contract/schemas/judge-check-set';
import { createBenchmark } from '../benchmarks/create-benchmark.ts';
import { ensureModelVariant } from '../models/ensure-model.ts';
import { readPlain } from '../../read-plain.ts';
import { refuseProblems } from '../../refuse-problems.ts';
import { retryDeadlocks } from '@codejoust/db/retry-deadlocks';
import { storeResponses } from '../benchmarks/store-responses.ts';
import { unpackFile } from '../../unpack-file.ts';

type CheckSetUpload = {
	readonly metadata: z.output<typeof newCheckSet>;
	readonly files: readonly Uint8Array[];
	readonly by: Actor;
};
export type CheckSetInput = Omit<CheckSetUpload, 'files'> & {
	readonly format: string;
	readonly pairs: readonly LabelledPair[];
};

type NamedPairFile = PairFile & { readonly name: string };

const TABLE = { hasEmptyCellsDropped: true, lists: ['solved_by', 'not_solved_by'] };

/** Whose answers the pairs hold: no model of a board. */
const ANSWERS = { slug: 'judge-check.answers', name: 'Answers of judge checks' };

/** Reads files of labelled pairs and stores them as one set, all or nothing; refused with every problem of them. */
export async function importCheckSet(
	db: Database,
	{ metadata, files, by }: CheckSetUpload,
): Promise<ImportedSet> {
	const { detected, pairs, notes } = await readCheckSetFiles(files, metadata);
	const format = detected.kind === 'known' ? detected.format : '';
	const { set, isNew } = await ensureSet(db, { metadata, format, pairs, by });
	return { set, isNew, notes: [detected.words, ...notes] };
}

/** The pairs of files; refused with every problem of them. */
export async function readCheckSetFiles(
	files: readonly Uint8Array[],
	metadata: Pick<CheckSetUpload['metadata'], 'files' | 'category'> = { category: 'all' },
): Promise<ReturnType<typeof readLabelledPairs>> {
	const read = readLabelledPairs(await namePairFiles(metadata, files), metadata);
	refuseProblems('pairs', read.problems);
	return read;
}

/** The files of pairs with what the metadata say of each, unpacked where gzip packed them, tables as JSONL. */
export async function namePairFiles(
	{ files: described = [] }: Pick<CheckSetUpload['metadata'], 'files'>,
	files: readonly Uint8Array[],
): Promise<readonly NamedPairFile[]> {
	const named: NamedPairFile[] = [];
	for (const [at, packed] of files.entries()) {
		const { name = at === 0 ? 'pairs' : `pairs-${at + 1}`, category } = described[at] ?? {};
		const bytes = await readPlain('pairs', unpackFile(name, packed), TABLE);
		named.push({ name, category, bytes });
	}
	return named;
}

/**
 * The same pairs under the same name are found again. A set is a hidden benchmark version whose baseline gave the first
 * answers, with a private submission of the second ones, so that asking a judge about it is a run like any other.
 */
export async function ensureSet(
	db: Database,
	input: CheckSetInput,
): Promise<{ readonly set: CheckSetRow; readonly isNew: boolean }> {
	const { slug, version } = input.metadata;
	const hash = hashPairs(input.pairs);
	const known = await findCheckSet(db, { slug, version });
	if (known && known.contentHash === hash) return { set: known, isNew: false };
	if (known)
		throw new Refusal(
			'already-exists',
			`The set ${slug}@${version} holds other pairs (hash ${known.contentHash.slice(0, 16)}; these have ${hash.slice(0, 16)}). Sets are immutable: import them under another version.`,
		);
	const set = await retryDeadlocks(() => db.transaction((tx) => storeSet(tx, input, hash)));
	return { set, isNew: true };
}

/** Stores a set that nobody has stored yet, in the transaction of the caller. */
export async function storeSet(
	tx: Database,
	input: CheckSetInput,
	hash = hashPairs(input.pairs),
): Promise<CheckSetRow> {
	const { metadata, pairs, by } = input;
	const benchmarkVersionId = await createBenchmark(tx, {
		slug: checkBenchmarkSlug(metadata.slug),
		version: metadata.version,
		name: metadata.name,
		licence: metadata.licence,
		visibility: 'unlisted',
		isSample: false,
		purpose: 'judge-check',
		baseline: ANSWERS,
		questions: pairs.map((pair) => ({
			question_id: pair.pair_id,
			messages: pair.messages,
			category: pair.category,
			subcategory: pair.subcategory,
			languages: [],
			difficulty: 'unspecified',
			...(pair.reference === undefined ? {} : { reference: pair.reference }),
			line: pair.line,
		})),
		baselineResponses: pairs.map(({ pair_id, response_a: response, line }) => ({
			question_id: pair_id,
			response,
			line,
		})),
		createdBy: by.actor,
	});
	const questions = await listQuestionOutlines(tx, benchmarkVersionId);
	const scope = { benchmarkVersionId, questions };
	const submissionId = await storeSecondAnswers(tx, input, scope);
	const { slug, version, name, description = null, licence = null } = metadata;
	await appendAudit(tx, {
		...by,
		action: 'judge-check-set.import',
		subject: `${slug}@${version}`,
		after: { pairs: pairs.length, content_hash: hash },
	});
	return insertCheckSet(
		tx,
		{
			slug,
			version,
			name,
			description,
			licence,
			format: input.format,
			pairs: pairs.length,
			contentHash: hash,
			benchmarkVersionId,
			submissionId,
			createdBy: by.actor,
		},
		labelsOf(questions, pairs),
	);
}

async function storeSecondAnswers(
	tx: Database,
	{ pairs, by }: CheckSetInput,
	{
		benchmarkVersionId,
		questions,
	}: {
		readonly benchmarkVersionId: number;
		readonly questions: readonly QuestionOutlineRow[];
	},
): Promise<string> {
	const submissionId = newId('sub');
	await insertSubmission(tx, {
		id: submissionId,
		benchmarkVersionId,
		variantId: await ensureModelVariant(tx, ANSWERS),
		isBaseline: false,
		responses: 0,
		emptyResponses: 0,
		contentHash: contentHash(''),
		createdBy: by.actor,
		// Private and nobody's: for operators alone.
		publishedAt: null,
	});
	const answers = pairs.map(({ pair_id, response_b: response }) => ({
		question_id: pair_id,
		response,
	}));
	await storeResponses(tx, { submissionId, questions, batches: [answers] });
	return submissionId;
}

function labelsOf(questions: readonly QuestionOutlineRow[], pairs: readonly LabelledPair[]) {
	const pairOf = new Map(pairs.map((pair) => [pair.pair_id, pair]));
	return questions.map(({ id: questionId, key }) => {
		const pair = pairOf.get(key);
		if (pair === undefined) throw new Error(`pair ${key} has lost its label`);
		return { questionId, label: pair.label, solvers: pair.solvers ?? null };
	});
}

function hashPairs(pairs: readonly LabelledPair[]): string {
	return contentHash(
		canonicalJson(
			pairs.map((pair) => ({
				pair_id: pair.pair_id,
				content: contentHash(canonicalJson(pair.messages)),
				a: contentHash(pair.response_a),
				b: contentHash(pair.response_b),
				label: pair.label,
				category: pair.category,
				subcategory: pair.subcategory,
				...(pair.reference === undefined ? {} : { reference: contentHash(pair.reference) }),
				...(pair.solvers === undefined ? {} : { solvers: pair.solvers }),
			})),
		),
	);
}
