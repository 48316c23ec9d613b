import type { z } from '@hono/zod-openapi';
import type { HonoRequest } from 'hono';
import { refuseInvalid } from '../middleware/problems.ts';
import {
	MISPLACED_CODES,
	type MisplacedCode,
	readAccepted,
} from '@codejoust/formats/checks/misplaced-text';
import { type PreparationOptions, readSample } from '@codejoust/formats/checks/preparation';
import { readFieldMap } from '@codejoust/formats/rows/field-map';
import { plainChunks } from '@codejoust/formats/tables/plain-chunks';
import { readParquet } from '../read-parquet.ts';
import { Refusal } from '../refusal.ts';
import { newModel, variantSettings } from '@codejoust/contract/schemas/model';
import type { InvalidParam } from '@codejoust/contract/schemas/problem';
import { submissionBody, submissionQuery } from '@codejoust/contract/schemas/new-submission';
import { newCheckpoint } from '@codejoust/contract/schemas/provenance';
import { newStatedPrice } from '@codejoust/contract/schemas/stated-price';
import type { AnswerSource } from '../use-cases/submissions/response-source.ts';
import type { SubmissionMetadata } from '../use-cases/submissions/create-submission.ts';
import { contentTypeOf, MAX_JSON_BYTES } from '../middleware/decode-body.ts';
import { parseJson } from '../middleware/read-body.ts';
import { joinFormFields, nameFormProblem } from '../middleware/form-fields.ts';
import { readPiece, type Spool, spoolBody } from '../middleware/spool-body.ts';
import { readParts } from '../middleware/form-parts.ts';
import { readField, readPart } from '../middleware/read-form.ts';

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

export type ReceivedSubmission = {
	readonly metadata: SubmissionMetadata;
	readonly source: AnswerSource;
};

/** A submission by its content type: one JSON object, a file with its metadata in the query, or a form with both. */
export async function readSubmission(
	request: HonoRequest,
	spool: Spool,
): Promise<ReceivedSubmission> {
	const type = contentTypeOf(request);
	if (type === 'application/json') {
		const given = accept(submissionBody, await readJson(spool), 'body');
		const { responses, accept: accepted, strip_thinking, repair, sample, map, ...metadata } = given;
		refuseInvalid({ success: true, data: metadata });
		const prepare = {
			stripThinking: strip_thinking === true,
			repair: repair === true,
			...readSampleAndMap({ sample, map }),
		};
		return {
			metadata: { ...metadata, accepted: readAcceptedTexts(accepted), prepare },
			source: { kind: 'values', values: responses },
		};
	}
	if (type !== 'multipart/form-data')
		return { metadata: readFields(request.query(), 'query'), source: asFile(spool) };
	const { fields, source } = await readForm(request, spool);
	const named: NameProblem = (problem) => nameFormProblem(fields, problem);
	return { metadata: readFields(joinFormFields(fields), 'form', named), source };
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
	const { existing = 'refuse', accept: accepted } = given;
	if (existing !== 'refuse' && existing !== 'replace')
		throw refuseText('existing', existing, 'It is "refuse" or "replace".');
	return {
		isReplacing: existing === 'replace',
		accepted: readAcceptedTexts(accepted),
		prepare: readPreparation(given),
	};
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

const required = submissionQuery.required({ benchmark: true, model: true });

type NameProblem = (problem: InvalidParam) => InvalidParam;

function readFields(
	data: Readonly<Record<string, string>>,
	target: string,
	named: NameProblem = (problem) => problem,
): SubmissionMetadata {
	const readText = <Schema extends z.ZodType>(schema: Schema, text: string, field: string) =>
		acceptText(schema, text, field, named);
	const {
		model,
		variant,
		draft,
		checkpoint,
		price,
		accept: accepted,
		strip_thinking,
		repair,
		sample,
		map,
		...metadata
	} = accept(required, data, target);
	refuseInvalid({ success: true, data: metadata, target });
	return {
		...metadata,
		draft: draft === 'true',
		accepted: readAcceptedTexts(accepted),
		prepare: {
			stripThinking: strip_thinking === 'true',
			repair: repair === 'true',
			...readSampleAndMap({ sample, map }),
		},
		model: model.startsWith('{') ? readText(newModel, model, 'model') : model,
		variant: variant === undefined ? undefined : readText(variantSettings, variant, 'variant'),
		checkpoint:
			checkpoint === undefined ? undefined : readText(newCheckpoint, checkpoint, 'checkpoint'),
		price: price === undefined ? undefined : readText(newStatedPrice, price, 'price'),
	};
}

/** The fields of a query that say what is done to answers; refuses other values than true and false. */
function readPreparation(query: Readonly<Record<string, string>>): PreparationOptions {
	const { strip_thinking, repair, ...others } = accept(preparationQuery, query, 'query');
	return {
		stripThinking: strip_thinking === 'true',
		repair: repair === 'true',
		...readSampleAndMap(others),
	};
}

/** Refuses what names no sample, and what is no list of names. */
function readSampleAndMap({
	sample,
	map,
}: {
	readonly sample?: string | undefined;
	readonly map?: string | undefined;
}): Pick<PreparationOptions, 'sample' | 'map'> {
	const number = sample === undefined ? undefined : readSample(sample);
	if (sample !== undefined && number === undefined)
		throw refuseText('sample', sample, 'It is "first", or a number from 1 to 1000.');
	if (map === undefined) return { sample: number };
	const read = readFieldMap(map);
	if (read.kind === 'refused') throw refuseText('map', map, read.says);
	return { sample: number, map: read.map };
}

function refuseText(name: string, value: string, reason: string): Refusal {
	return new Refusal('invalid-input', `Not valid: ${name}.`, [{ name, value, reason }]);
}

const preparationQuery = submissionQuery.pick({
	strip_thinking: true,
	repair: true,
	sample: true,
	map: true,
});

/** The codes of a field or of a query; refuses what is none. */
function readAcceptedTexts(text: string | undefined): readonly MisplacedCode[] {
	if (text === undefined) return [];
	const { codes, unknown } = readAccepted(text);
	if (unknown.length === 0) return codes;
	const reason = `There is no such code; the codes are ${MISPLACED_CODES.join(', ')}.`;
	throw new Refusal(
		'invalid-input',
		'Not valid: accept.',
		unknown.map((value) => ({ name: 'accept', value, reason })),
	);
}

/** Reads a field of JSON; what is wrong within it is named after the field. */
function acceptText<Schema extends z.ZodType>(
	schema: Schema,
	text: string,
	field: string,
	named: NameProblem,
) {
	return accept(schema, parseJson(new TextEncoder().encode(text)), field, (problem) => {
		const isWhole = problem.name === field;
		return named(isWhole ? problem : { ...problem, name: `${field}.${problem.name}` });
	});
}

function accept<Schema extends z.ZodType>(
	schema: Schema,
	data: unknown,
	target: string,
	named?: NameProblem,
): z.infer<Schema> {
	const parsed = schema.safeParse(data);
	if (!parsed.success) refuseInvalid({ ...parsed, target, data }, named);
	if (!parsed.success) throw new Error('invalid input was not refused');
	return parsed.data;
}
