import type { IncomingMessage, ServerResponse } from 'node:http';
import type { JudgeRequest } from './judge-server.ts';

/** How a Batch API behaves. Without anything a batch is done at the first look. */
export type BatchBehaviour = {
	/** What becomes of the n-th batch, from 0. */
	readonly fault?: (index: number) => BatchFault | undefined;
	/** While it holds, batches stay in progress. */
	readonly isSlow?: (index: number) => boolean;
	/** What the n-th call that would create a batch, from 0, gets instead of its answer. */
	readonly create?: (index: number) => CreateFault | undefined;
};

export type BatchFault =
	/** Its time runs out after so many lines. */
	| { readonly kind: 'expired'; readonly answered: number }
	/** It is refused as a whole. */
	| { readonly kind: 'failed'; readonly message: string; readonly code?: string }
	/** It is completed, and says nothing of the lines from this one on. */
	| { readonly kind: 'missing'; readonly from: number };

export type CreateFault =
	/** Refused: nothing is created. */
	| {
			readonly kind: 'refused';
			readonly status: number;
			readonly message: string;
			/** The answer waits for it. */
			readonly once?: Promise<unknown>;
	  }
	/** Created; the answer is lost on its way. */
	| { readonly kind: 'lost' };

export type ServedBatch = {
	readonly id: string;
	readonly metadata: Readonly<Record<string, string>>;
	readonly customIds: readonly string[];
	/** Of the prompts in all batches that had not ended when it was created, its own included. */
	readonly enqueuedCharacters: number;
	readonly status: string;
};

type LineAnswer = { readonly status: number; readonly requestId: string; readonly body: unknown };
type InputLine = { readonly custom_id: string; readonly body: JudgeRequest };
type Batch = ServedBatch & {
	status: string;
	readonly inputFileId: string;
	readonly lines: readonly InputLine[];
	readonly createdAt: number;
	readonly fault: BatchFault | undefined;
	outputFileId?: string;
	errorFileId?: string;
	done: number;
};

/** `/v1/files` and `/v1/batches` of an OpenAI-compatible server, as far as batches of chat completions need them. */
export function createBatchEndpoints(
	behaviour: BatchBehaviour,
	ask: (request: JudgeRequest) => LineAnswer,
) {
	const files = new Map<string, string>();
	const batches: Batch[] = [];
	let creations = 0;

	const store = (text: string) => {
		const id = `file-${files.size + 1}`;
		files.set(id, text);
		return id;
	};
	const create = async (body: CreateBody, response: ServerResponse) => {
		const fault = behaviour.create?.(creations++);
		if (fault?.kind === 'refused') {
			await fault.once;
			return sendError(response, fault.status, fault.message);
		}
		const input = files.get(body.input_file_id);
		if (input === undefined) return sendError(response, 400, 'There is no such input file.');
		const lines = readLines(input);
		const batch: Batch = {
			id: `batch_${batches.length + 1}`,
			metadata: body.metadata ?? {},
			customIds: lines.map((line) => line.custom_id),
			status: 'validating',
			inputFileId: body.input_file_id,
			lines,
			enqueuedCharacters: countCharacters([...batches.filter(isOpen), { lines }]),
			createdAt: Math.floor(Date.now() / 1000),
			fault: behaviour.fault?.(batches.length),
			done: 0,
		};
		batches.push(batch);
		if (fault?.kind === 'lost') response.socket?.resetAndDestroy();
		else send(response, present(batch));
	};
	const look = (batch: Batch) => {
		if (batch.status === 'cancelling') finish(batch, 'cancelled', 0);
		else if (batch.status !== 'validating' && batch.status !== 'in_progress') return;
		else if (behaviour.isSlow?.(batches.indexOf(batch)) === true) batch.status = 'in_progress';
		else end(batch);
	};
	const end = (batch: Batch) => {
		const { fault, lines } = batch;
		if (fault?.kind === 'failed') batch.status = 'failed';
		else if (fault?.kind === 'expired') finish(batch, 'expired', fault.answered);
		else finish(batch, 'completed', lines.length);
	};
	/** Asks the first lines; what a batch did not come to stands in its error file, unless it is said to be missing. */
	const finish = (batch: Batch, status: string, asked: number) => {
		const said = batch.lines.slice(
			0,
			batch.fault?.kind === 'missing' ? batch.fault.from : batch.lines.length,
		);
		const answers = said.map((line, index) =>
			index < asked ? answerLine(line, ask(line.body)) : notAsked(line, status),
		);
		const [output, errors] = [true, false].map((isOutput) =>
			answers.filter((answer) => (answer.response?.status_code === 200) === isOutput),
		);
		if (output?.length) batch.outputFileId = store(writeLines(output));
		if (errors?.length) batch.errorFileId = store(writeLines(errors));
		batch.done = Math.min(asked, said.length);
		batch.status = status;
	};
	const list = (url: URL, response: ServerResponse) => {
		const newestFirst = batches.toReversed();
		const after = newestFirst.findIndex(({ id }) => id === url.searchParams.get('after')) + 1;
		const limit = Number(url.searchParams.get('limit') ?? 20);
		const page = newestFirst.slice(after, after + limit);
		const hasMore = after + limit < newestFirst.length;
		send(response, { object: 'list', data: page.map(present), has_more: hasMore });
	};
	const handle = (request: IncomingMessage, response: ServerResponse): boolean => {
		const url = new URL(request.url ?? '/', 'http://localhost');
		const [, , resource, id, action] = url.pathname.split('/');
		if (resource !== 'files' && resource !== 'batches') return false;
		const serve = async () => {
			const body = await readBody(request);
			if (resource === 'files') {
				if (id === undefined) return send(response, { id: store(await readUpload(request, body)) });
				const text = files.get(id);
				if (text === undefined || action !== 'content')
					return sendError(response, 404, `No such file: ${id}`);
				return response.writeHead(200, { 'content-type': 'application/jsonl' }).end(text);
			}
			if (id === undefined)
				return request.method === 'POST'
					? create(JSON.parse(body.toString()), response)
					: list(url, response);
			const batch = batches.find((one) => one.id === id);
			if (!batch) return sendError(response, 404, `No batch found with id '${id}'.`);
			if (action === 'cancel') batch.status = 'cancelling';
			else look(batch);
			send(response, present(batch));
		};
		serve().catch(() => response.destroy());
		return true;
	};
	return { batches: batches as readonly ServedBatch[], handle };
}

const isOpen = ({ status }: Batch) => status === 'validating' || status === 'in_progress';

function countCharacters(batches: readonly Pick<Batch, 'lines'>[]): number {
	return batches
		.flatMap(({ lines }) => lines.flatMap(({ body }) => body.messages))
		.reduce((total, { content }) => total + content.length, 0);
}

type CreateBody = {
	readonly input_file_id: string;
	readonly metadata?: Readonly<Record<string, string>>;
};

function present({ fault, ...batch }: Batch) {
	return {
		id: batch.id,
		object: 'batch',
		endpoint: '/v1/chat/completions',
		completion_window: '24h',
		input_file_id: batch.inputFileId,
		status: batch.status,
		created_at: batch.createdAt,
		output_file_id: batch.outputFileId ?? null,
		error_file_id: batch.errorFileId ?? null,
		request_counts: { total: batch.lines.length, completed: batch.done, failed: 0 },
		errors:
			batch.status === 'failed' && fault?.kind === 'failed'
				? {
						object: 'list',
						data: [
							fault.code === undefined
								? { code: 'invalid', line: 1, message: fault.message }
								: { code: fault.code, line: null, message: fault.message },
						],
					}
				: null,
		metadata: batch.metadata,
	};
}

function answerLine({ custom_id }: InputLine, { status, requestId, body }: LineAnswer) {
	const response = { status_code: status, request_id: requestId, body };
	return { id: `batch_req_${custom_id}`, custom_id, response, error: null };
}

function notAsked({ custom_id }: InputLine, status: string) {
	const message = 'This request could not be executed before the batch ended.';
	const error = { code: `batch_${status}`, message };
	return { id: `batch_req_${custom_id}`, custom_id, response: null, error };
}

function readLines(text: string): InputLine[] {
	return text
		.split('\n')
		.filter((line) => line !== '')
		.map((line) => JSON.parse(line));
}

/** Results come in no particular order. */
function writeLines(lines: readonly object[]): string {
	return lines
		.toReversed()
		.map((line) => `${JSON.stringify(line)}\n`)
		.join('');
}

async function readUpload(request: IncomingMessage, body: Buffer): Promise<string> {
	const headers = { 'content-type': request.headers['content-type'] ?? '' };
	const form = await new Response(new Uint8Array(body), { headers }).formData();
	const file = form.get('file');
	if (form.get('purpose') !== 'batch' || !(file instanceof Blob)) throw new Error('no batch file');
	return file.text();
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
	const chunks: Buffer[] = [];
	for await (const chunk of request) chunks.push(chunk);
	return Buffer.concat(chunks);
}

function send(response: ServerResponse, body: object): void {
	response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

function sendError(response: ServerResponse, status: number, message: string): void {
	response.writeHead(status, { 'content-type': 'application/json' });
	response.end(JSON.stringify({ error: { message, type: 'invalid_request_error', code: null } }));
}
