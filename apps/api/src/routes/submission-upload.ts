import { z } from '@hono/zod-openapi';
import type { HonoRequest } from 'hono';
import { refuseInvalid } from '../middleware/problems.ts';
import { Refusal } from '../refusal.ts';
import { variantSettings } from '../schemas/model.ts';
import { benchmarkName, slug } from '../schemas/names.ts';
import { newSubmission } from '../schemas/submission.ts';
import type { SubmissionInput } from '../use-cases/create-submission.ts';
import { contentTypeOf, parseJson } from './read-body.ts';

/** What a file cannot say about itself, in the query of an upload. */
export const submissionQuery = z.object({
	benchmark: benchmarkName.optional(),
	model: slug.optional(),
	variant: z.string().max(30_000).optional().openapi({ description: 'VariantSettings as JSON.' }),
});

const FILE_TYPES = new Set([
	'application/x-ndjson',
	'application/ndjson',
	'application/jsonl',
	'application/x-jsonlines',
	'application/vnd.codejoust.file+json',
]);

/** Reads a submission's body by its content type: one JSON object, or a file with its facts in the query. */
export function readSubmissionUpload(
	request: HonoRequest,
	bytes: Uint8Array,
): Omit<SubmissionInput, 'createdBy' | 'requestId'> {
	const type = contentTypeOf(request);
	if (type === 'application/json') return readJsonSubmission(bytes);
	if (FILE_TYPES.has(type)) return { ...readFileQuery(request), file: bytes };
	throw new Refusal(
		'unsupported-media-type',
		`The content type "${type}" is not accepted here. Send application/json or application/x-ndjson.`,
	);
}

/** Rows are left to the file readers, which say more about a wrong one. */
const body = newSubmission.extend({ responses: z.array(z.unknown()) });

function readJsonSubmission(bytes: Uint8Array) {
	const data = parseJson(bytes);
	const parsed = body.safeParse(data);
	if (!parsed.success) refuseInvalid({ ...parsed, target: 'body', data });
	if (!parsed.success) throw new Error('an invalid body was not refused');
	const { responses, ...facts } = parsed.data;
	refuseInvalid({ success: true, data: facts });
	return { ...facts, file: responses };
}

function readFileQuery(request: HonoRequest) {
	const data = request.query();
	const parsed = submissionQuery.required({ benchmark: true, model: true }).safeParse(data);
	refuseInvalid({ ...parsed, target: 'query', data });
	if (!parsed.success) throw new Error('an invalid query was not refused');
	const { benchmark, model, variant } = parsed.data;
	return { benchmark, model, variant: variant === undefined ? undefined : readVariant(variant) };
}

function readVariant(text: string) {
	const data = parseJson(new TextEncoder().encode(text));
	const parsed = variantSettings.safeParse(data);
	refuseInvalid({ ...parsed, target: 'variant', data });
	if (!parsed.success) throw new Error('an invalid variant was not refused');
	return parsed.data;
}
