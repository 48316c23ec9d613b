import type { z } from '@hono/zod-openapi';
import type { HonoRequest } from 'hono';
import type { MisplacedCode } from '@codejoust/formats/checks/misplaced-text';
import type { PreparationOptions } from '@codejoust/formats/checks/preparation';
import { plainChunks } from '@codejoust/formats/tables/plain-chunks';
import { readParquet } from '../read-parquet.ts';
import { Refusal } from '../refusal.ts';
import type { AnswerSource } from '../use-cases/submissions/response-source.ts';
import { contentTypeOf, MAX_JSON_BYTES } from '../middleware/decode-body.ts';
import { parseJson } from '../middleware/read-body.ts';
import { joinFormFields, nameFormProblem } from '../middleware/form-fields.ts';
import { readPiece, type Spool, spoolBody } from '../middleware/spool-body.ts';
import { readParts } from '../middleware/form-parts.ts';
import { readField, readPart } from '../middleware/read-form.ts';
import { accept, gatherFaults, type NameProblem } from './gather-faults.ts';
import { readAcceptedTexts, readPreparation, refuseText } from './preparation-fields.ts';
import { readBody, readFields, type SubmissionFields } from './submission-fields.ts';

const FILE_TYPES = new Set([
	'application/x-ndjson',
	'application/ndjson',
	'application/jsonl',
	'application/x-jsonlines',
	'application/vnd.codejoust.file+json',
	'text/csv',
	'application/gzip',
	'application/vnd.apache.parquet',
	'application/x-parquet',
	'application/octet-stream',
]);

/** Receives the body of a request that carries answers; one of JSON may not be as large as a file. */
export async function receiveBody(request: HonoRequest): Promise<Spool> {
	const type = contentTypeOf(request);
	const isForm = type === 'multipart/form-data';
	if (type === 'application/json') return spoolBody(request, MAX_JSON_BYTES);
	if (isForm || FILE_TYPES.has(type)) return spoolBody(request);
	throw new Refusal(
		'unsupported-media-type',
		`The content type "${type}" is not accepted here. Send application/json, application/x-ndjson or multipart/form-data.`,
	);
}

export type ReceivedSubmission = SubmissionFields & { readonly source: AnswerSource };

/** A submission by its content type: one JSON object, a file with its metadata in the query, or a form with both. */
export async function readSubmission(
	request: HonoRequest,
	spool: Spool,
): Promise<ReceivedSubmission> {
	const type = contentTypeOf(request);
	if (type === 'application/json') {
		const { responses, ...read } = readBody(await readJson(spool));
		return { ...read, source: { kind: 'values', values: responses } };
	}
	if (type !== 'multipart/form-data')
		return { ...readFields(request.query(), 'query'), source: asFile(spool) };
	const { fields, source } = await readForm(request, spool);
	const named: NameProblem = (problem) => nameFormProblem(fields, problem);
	return { ...readFields(joinFormFields(fields), 'form', named), source };
}

/** Answers alone, for a submission that is there already, with what a query or a form says of them. */
export async function readMoreAnswers<Schema extends z.ZodType<{ responses: unknown[] }>>(
	request: HonoRequest,
	spool: Spool,
	schema: Schema,
): Promise<{ readonly source: AnswerSource; readonly options: AppendOptions }> {
	const type = contentTypeOf(request);
	if (type === 'multipart/form-data') {
		const { fields, source } = await readForm(request, spool);
		return { source, options: readAppend({ ...request.query(), ...joinFormFields(fields) }) };
	}
	const options = readAppend(request.query());
	if (type !== 'application/json') return { source: asFile(spool), options };
	const { responses: values } = accept(schema, await readJson(spool), 'body');
	return { source: { kind: 'values', values }, options };
}

export type AppendOptions = {
	/** Answers may take the place of those that are there. */
	readonly isReplacing: boolean;
	readonly accepted: readonly MisplacedCode[];
	readonly prepare: PreparationOptions;
};

function readAppend(given: Readonly<Record<string, string>>): AppendOptions {
	const { existing, accept: texts } = given;
	const { read, refuse } = gatherFaults();
	const isReplacing = read(() => readExisting(existing)) ?? false;
	const accepted = read(() => readAcceptedTexts(texts)) ?? [];
	const prepare = read(() => readPreparation(given)) ?? {};
	refuse();
	return { isReplacing, accepted, prepare };
}

function readExisting(existing = 'refuse'): boolean {
	if (existing !== 'refuse' && existing !== 'replace')
		throw refuseText('existing', existing, 'It is "refuse" or "replace".');
	return existing === 'replace';
}

async function readJson(spool: Spool): Promise<unknown> {
	return parseJson(await readPiece(spool, 0, spool.size));
}

function asFile(spool: Spool): AnswerSource {
	return { kind: 'file', read: () => plainChunks(spool.read(), readParquet) };
}

/** The fields of a form, and its file, which stays where it is: the body is taken apart again when the file is read. */
async function readForm(request: HonoRequest, spool: Spool) {
	const type = request.header('content-type') ?? '';
	const fields: Record<string, string> = {};
	let hasFile = false;
	for await (const part of readParts(spool.read(), type)) {
		if (part.name === 'file') hasFile = true;
		const text = part.name === 'file' ? undefined : await readField(part);
		if (text !== undefined) fields[part.name] = text;
	}
	if (!hasFile) throw new Refusal('invalid-input', 'The form needs the part "file": the answers.');
	const read = () => plainChunks(readPart(spool.read(), type, 'file'), readParquet);
	return { fields, source: { kind: 'file', read } as const };
}
