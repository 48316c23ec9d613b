import { z } from 'zod';
import { BATCH_ENDPOINT, type BatchLine, readBatchLine, readCutLine } from './batch-lines.ts';
import { type CallError, describeCallError, describeError } from '../endpoint/call-error.ts';
import { createOpenAi, type EndpointRoute } from '../endpoint/openai-client.ts';
import { redactMessage } from '../reply/redact.ts';
import { redactError } from '../endpoint/redact-secrets.ts';
import { DEFAULT_MAX_REPLY_BYTES } from '../endpoint/reply-body.ts';
import { takeTurnFor } from '../endpoint/take-turn.ts';
import { createLimitedFetch } from './limited-fetch.ts';
import { readLines } from './read-lines.ts';

/** All that a batch can be in, in the provider's words. */
export const BATCH_STATUSES = [
	'validating',
	'in_progress',
	'finalizing',
	'cancelling',
	'completed',
	'failed',
	'expired',
	'cancelled',
] as const;
export type BatchStatus = (typeof BATCH_STATUSES)[number];

const ENDED: ReadonlySet<BatchStatus> = new Set(['completed', 'failed', 'expired', 'cancelled']);

/** Whether nothing more will come of a batch. */
export function isEnded(status: BatchStatus): boolean {
	return ENDED.has(status);
}

/** A batch as the provider tells of it. */
export type ProviderBatch = {
	readonly id: string;
	readonly status: BatchStatus;
	readonly outputFileId: string | null;
	readonly errorFileId: string | null;
	/** Lines that are done, with a completion or an error. */
	readonly done: number;
	/** Why it failed as a whole, a sentence each. */
	readonly errors: readonly string[];
	/** It failed for the provider's limit of tokens that wait in batches, and may be created once others have ended. */
	readonly isOverEnqueued: boolean;
};

/** Files and batches of one endpoint. Calls reject with a BatchCallError, or with the signal's reason. */
export type BatchApi = {
	/** Stores the input of a batch and returns the file's id. */
	readonly upload: (
		file: { readonly name: string; readonly text: string },
		signal: AbortSignal,
	) => Promise<string>;
	/** Begins a batch that `find` finds by our own id. */
	readonly create: (
		batch: { readonly ourId: string; readonly fileId: string },
		signal: AbortSignal,
	) => Promise<ProviderBatch>;
	/** The batch that was created under our id, among those that are no older than `since`. */
	readonly find: (
		batch: { readonly ourId: string; readonly since: Date },
		signal: AbortSignal,
	) => Promise<ProviderBatch | undefined>;
	readonly read: (id: string, signal: AbortSignal) => Promise<ProviderBatch>;
	readonly cancel: (id: string, signal: AbortSignal) => Promise<ProviderBatch>;
	/** The lines of an output or an error file; what is no line of a result is left out, and one too large is `too-large`. */
	readonly readResults: (fileId: string, signal: AbortSignal) => Promise<BatchLine[]>;
};

/** Why a call about a batch brought nothing. */
export class BatchCallError extends Error {
	readonly callError: CallError;

	constructor(callError: CallError) {
		super(callError.message);
		this.callError = callError;
	}
}

/** A name that the provider gives: printable, so that it can be stored and put into an address. */
const providerId = z.string().regex(/^[\x21-\x7e]{1,500}$/);
/** Seconds since the epoch of any time that has a Batch API. */
const OLDEST_SECONDS = 1_500_000_000;
const lineCount = z.int().min(0).max(100_000_000);

const batchObject = z.object({
	id: providerId,
	status: z.enum(BATCH_STATUSES),
	created_at: z.number().min(OLDEST_SECONDS).catch(Number.POSITIVE_INFINITY),
	output_file_id: providerId.nullish(),
	error_file_id: providerId.nullish(),
	request_counts: z.object({ completed: lineCount, failed: lineCount }).nullish().catch(undefined),
	errors: z
		.object({
			data: z.array(
				z.object({
					code: z.string().nullish(),
					line: z.number().nullish(),
					message: z.string().nullish(),
				}),
			),
		})
		.nullish()
		.catch(undefined),
	metadata: z.record(z.string(), z.unknown()).nullish().catch(undefined),
});
type BatchObject = z.infer<typeof batchObject>;
type BatchFault = NonNullable<BatchObject['errors']>['data'][number];

const batchPage = z.object({ data: z.array(z.unknown()), has_more: z.boolean().catch(false) });
const fileObject = z.object({ id: providerId });

/** Under which a batch carries our id in its metadata. */
const OUR_ID = 'codejoust_batch';
const COMPLETION_WINDOW = '24h';
const PAGE = 100;
/** The provider's clock and ours may differ by this much. */
const CLOCK_SLACK_MS = 3_600_000;
/** Covers a file of the largest size on a slow line. */
const CALL_MS = 600_000;

/** A file of results that is larger fails as a whole: 50,000 replies of 10 KiB. */
const MAX_FILE_BYTES = 512 * 1024 * 1024;

type BatchApiOptions = EndpointRoute & {
	readonly now: () => number;
	/** Cut out of the provider's words, besides the key. */
	readonly secrets?: readonly string[] | undefined;
	/** Of an answer of the API, and of a line of a file of results. Default 4 MiB. */
	readonly maxReplyBytes?: number;
	/** Whether a text whose end no word names is known to be whole; by default where it ends on a verdict. */
	readonly endsWell?: ((text: string) => boolean) | undefined;
};

/** The Batch API of an OpenAI-compatible endpoint. It retries nothing. */
export function createBatchApi(options: BatchApiOptions): BatchApi {
	const { apiKey, maxReplyBytes = DEFAULT_MAX_REPLY_BYTES } = options;
	// A redirect to another host takes every header along but `Authorization`.
	const isFollowed = options.auth?.kind !== 'header' && options.headers === undefined;
	const openClient = (maxBytes: number) =>
		createOpenAi({
			...options,
			fetch: createLimitedFetch({ maxBytes, maxErrorBytes: maxReplyBytes, isFollowed }),
		});
	const client = openClient(maxReplyBytes);
	const files = openClient(MAX_FILE_BYTES);
	const call = async <Answer>(
		signal: AbortSignal,
		send: (request: { readonly signal: AbortSignal }) => Promise<Answer>,
	): Promise<Answer> => {
		signal.throwIfAborted();
		try {
			return await send({ signal: AbortSignal.any([signal, AbortSignal.timeout(CALL_MS)]) });
		} catch (error) {
			signal.throwIfAborted();
			throw new BatchCallError(redactError(asCallError(error, options), options.secrets ?? []));
		}
	};
	return {
		upload: ({ name, text }, signal) =>
			call(signal, async (request) => {
				const file = new File([text], name, { type: 'application/jsonl' });
				return fileObject.parse(await client.files.create({ file, purpose: 'batch' }, request)).id;
			}),
		create: ({ ourId, fileId }, signal) =>
			call(signal, async (request) => {
				const body = {
					input_file_id: fileId,
					endpoint: BATCH_ENDPOINT,
					completion_window: COMPLETION_WINDOW,
					metadata: { [OUR_ID]: ourId },
				} as const;
				return readBatch(await client.batches.create(body, request));
			}),
		find: ({ ourId, since }, signal) =>
			call(signal, async (request) => {
				const oldest = (since.getTime() - CLOCK_SLACK_MS) / 1000;
				for (let after: string | undefined; ;) {
					const query = { limit: PAGE, ...(after === undefined ? {} : { after }) };
					const page = batchPage.parse(await client.get('/batches', { query, ...request }));
					const rows = page.data.flatMap((row) => batchObject.safeParse(row).data ?? []);
					const ours = rows.find(({ metadata }) => metadata?.[OUR_ID] === ourId);
					if (ours) return presentBatch(ours);
					const last = rows.at(-1);
					// Newest first, so what follows is older still. A provider that knows no pages tells the same one again.
					if (!page.has_more || !last || last.id === after || last.created_at < oldest)
						return undefined;
					after = last.id;
				}
			}),
		read: (id, signal) =>
			call(signal, async (request) => readBatch(await client.batches.retrieve(id, request))),
		cancel: (id, signal) =>
			call(signal, async (request) => readBatch(await client.batches.cancel(id, request))),
		readResults: (fileId, signal) =>
			call(signal, async (request) => {
				const { body } = await files.files.content(fileId, request);
				const results: BatchLine[] = [];
				for await (const { text, isCut } of readLines(body ?? [], maxReplyBytes)) {
					await takeTurnFor(text.length);
					const line = isCut
						? readCutLine(text)
						: readBatchLine(text, { apiKey, nowMs: options.now(), endsWell: options.endsWell });
					if (line) results.push(line);
				}
				return results;
			}),
	};
}

/** An answer of another shape is the endpoint's trouble, such as a gateway's page. */
function asCallError(
	error: unknown,
	options: { readonly apiKey: string; readonly now: () => number },
): CallError {
	const { apiKey, now } = options;
	if (!(error instanceof z.ZodError)) return describeCallError(error, { apiKey, nowMs: now() });
	const message = 'The response is not one of the Batch API.';
	return { ...describeError('unreadable', message, apiKey), requestId: null, limits: {} };
}

function readBatch(body: unknown): ProviderBatch {
	return presentBatch(batchObject.parse(body));
}

function presentBatch(batch: BatchObject): ProviderBatch {
	const { completed, failed } = batch.request_counts ?? { completed: 0, failed: 0 };
	return {
		id: batch.id,
		status: batch.status,
		outputFileId: batch.output_file_id ?? null,
		errorFileId: batch.error_file_id ?? null,
		done: completed + failed,
		errors: (batch.errors?.data ?? []).map(describeFault),
		isOverEnqueued: (batch.errors?.data ?? []).some(isEnqueuedLimit),
	};
}

function isEnqueuedLimit({ code, message }: BatchFault): boolean {
	return code === 'token_limit_exceeded' || /enqueued token/i.test(message?.slice(0, 500) ?? '');
}

function describeFault({ code, line, message }: BatchFault): string {
	const words = redactMessage(message ?? code ?? 'no reason given', '');
	return line == null ? words : `line ${line}: ${words}`;
}
