import { randomUUID } from 'node:crypto';
import {
	type BatchApi,
	BatchCallError,
	isEnded,
	type ProviderBatch,
} from '@codejoust/judge/batch/batch-api';
import { missingLine, writeBatchLine } from '@codejoust/judge/batch/batch-lines';
import type { AskResult } from '@codejoust/judge/endpoint/ask-result';
import { type Clock, sleep } from '@codejoust/judge/endpoint/clock';
import { readSign } from '@codejoust/judge/holds/read-sign';
import type { Endpoint } from '@codejoust/judge/judge-endpoint';
import type { AnswerFiles, Wanted } from './answer-files.ts';
import { type Asking, buildRequest } from './ask-question.ts';
import { type OpenBatch, readBatchState, writeBatchState } from './batch-state.ts';
import type { MissingAnswers } from './missing-answers.ts';
import type { AskedQuestion } from './question-source.ts';
import { readTurn } from './read-turn.ts';
import { findTurns } from './turns.ts';
import type { Stop } from './watch-endpoint.ts';

export type BatchDeps = {
	readonly endpoint: Pick<Endpoint, 'name' | 'batches' | 'batchSettings' | 'complete'>;
	readonly clock: Clock;
	readonly asking: Asking;
	readonly files: AnswerFiles;
	readonly missing: MissingAnswers;
	/** Where batches under way are remembered. */
	readonly path: string;
	readonly say: (line: string) => void;
	readonly signal: AbortSignal;
};

type Work = { readonly question: AskedQuestion; readonly wanted: Wanted };
type Line = OpenBatch['lines'][number];

/** Under the limit of a file at every provider. */
const MOST_BYTES = 32 * 1024 * 1024;
const MOST_POLL_MS = 600_000;
const POLL_SHARE = 0.1;
/** Calls about a batch, until the API is taken to be gone. */
const MOST_TRIES = 12;
const LAST_BACKOFF_MS = 60_000;

/**
 * Asks everything that is wanted in batches, a turn at a time, and takes up batches that an earlier command has begun. What a
 * batch does not answer is missing. Resolves with why it stopped early.
 */
export async function askBatches(
	readWanted: () => AsyncIterable<Work>,
	deps: BatchDeps,
): Promise<Stop | undefined> {
	const api = deps.endpoint.batches;
	if (!api) return { kind: 'batch', message: 'its settings say that it has none' };
	try {
		await playBatches(readWanted, api, deps);
		return undefined;
	} catch (error) {
		if (error instanceof BatchRefused) return { kind: 'batch', message: error.message };
		throw error;
	}
}

/** The provider's words, without secrets. */
class BatchRefused extends Error {}

async function playBatches(
	readWanted: () => AsyncIterable<Work>,
	api: BatchApi,
	deps: BatchDeps,
): Promise<void> {
	const { path, signal } = deps;
	const tried = new Set<string>();
	let batches = await readBatchState(path);
	const save = async (next: readonly OpenBatch[]) => {
		batches = next;
		await writeBatchState(path, next);
	};
	const replace = (batch: OpenBatch) =>
		save(batches.map((one) => (one.our_id === batch.our_id ? batch : one)));
	const drop = (batch: OpenBatch) => save(batches.filter((one) => one.our_id !== batch.our_id));

	for (const batch of batches) {
		const found = await adopt(api, batch, deps);
		if (found) await replace(found);
		else await drop(batch);
	}
	for (;;) {
		await sendAll(readWanted, { api, deps, tried, batches: () => batches, save, replace });
		if (batches.length === 0) return;
		const { batch, ended } = await untilOneEnds(api, batches, deps);
		if (ended.isOverEnqueued && batches.length > 1) {
			for (const line of batch.lines) tried.delete(keyOf(line));
		} else if (ended.status === 'failed') {
			await drop(batch);
			throw new BatchRefused(ended.errors.join('; ') || 'the batch failed without a reason');
		} else {
			await take(readWanted, await readResults(api, ended, batch, deps), deps);
		}
		await drop(batch);
		signal.throwIfAborted();
	}
}

/** A batch of an earlier command: with its id at the provider, or undefined where the provider never had it. */
async function adopt(
	api: BatchApi,
	batch: OpenBatch,
	deps: BatchDeps,
): Promise<OpenBatch | undefined> {
	if (batch.batch_id !== null) return batch;
	const { our_id: ourId, file_id: fileId } = batch;
	const since = new Date(batch.begun_at);
	const found = await call(deps, (signal) => api.find({ ourId, since }, signal));
	if (found) return { ...batch, batch_id: found.id };
	if (fileId === null) return undefined;
	const created = await call(deps, (signal) => api.create({ ourId, fileId }, signal));
	return { ...batch, batch_id: created.id };
}

/** Sends what is wanted, in no open batch and not tried yet, as far as the provider's limit of waiting tokens allows. */
async function sendAll(
	readWanted: () => AsyncIterable<Work>,
	{
		api,
		deps,
		tried,
		batches,
		save,
		replace,
	}: {
		readonly api: BatchApi;
		readonly deps: BatchDeps;
		readonly tried: Set<string>;
		readonly batches: () => readonly OpenBatch[];
		readonly save: (batches: readonly OpenBatch[]) => Promise<void>;
		readonly replace: (batch: OpenBatch) => Promise<void>;
	},
): Promise<void> {
	const { endpoint, asking, files } = deps;
	const { maxRequests, maxEnqueuedTokens = Infinity } = endpoint.batchSettings;
	const open = new Set(batches().flatMap(({ lines }) => lines.map(keyOf)));
	let lines: Line[] = [];
	let texts: string[] = [];
	let bytes = 0;
	const enqueued = () => batches().reduce((sum, { tokens }) => sum + tokens, 0);
	const send = async () => {
		if (lines.length === 0) return;
		const tokens = Math.ceil(bytes / 4);
		const begun = { our_id: `cj-${randomUUID()}`, begun_at: new Date().toISOString() };
		const batch = { ...begun, file_id: null, batch_id: null, tokens, lines };
		await save([...batches(), batch]);
		for (const line of lines) tried.add(keyOf(line));
		const name = `${batch.our_id}.jsonl`;
		const text = texts.join('');
		[lines, texts, bytes] = [[], [], 0];
		const fileId = await call(deps, (signal) => api.upload({ name, text }, signal));
		await replace({ ...batch, file_id: fileId });
		const created = await call(deps, (signal) =>
			api.create({ ourId: batch.our_id, fileId }, signal),
		);
		await replace({ ...batch, file_id: fileId, batch_id: created.id });
		deps.say(`Batch ${created.id}: ${batch.lines.length} questions.`);
	};
	for await (const { question, wanted } of readWanted()) {
		const said = files.turnsOf(wanted).map(({ text }) => text);
		const line = { question_id: wanted.questionId, sample: wanted.sample, turn: said.length };
		if (open.has(keyOf(line)) || tried.has(keyOf(line))) continue;
		const request = buildRequest(question, said, { sample: wanted.sample, asking });
		const text = writeBatchLine(String(lines.length), endpoint.complete(request));
		const isFull = lines.length >= maxRequests || bytes + text.length > MOST_BYTES;
		if (isFull) await send();
		const isOver = enqueued() + (bytes + text.length) / 4 > maxEnqueuedTokens;
		if (isOver && batches().length + lines.length > 0) break;
		// After a send the numbers begin again.
		texts.push(isFull ? writeBatchLine('0', endpoint.complete(request)) : text);
		lines.push(line);
		bytes += Buffer.byteLength(text);
	}
	await send();
}

async function untilOneEnds(
	api: BatchApi,
	batches: readonly OpenBatch[],
	deps: BatchDeps,
): Promise<{ readonly batch: OpenBatch; readonly ended: ProviderBatch }> {
	const { clock, signal, say, endpoint } = deps;
	const told = new Map<string, string>();
	for (;;) {
		let waitMs = MOST_POLL_MS;
		for (const batch of batches) {
			const found = await call(deps, (callSignal) => api.read(batch.batch_id ?? '', callSignal));
			if (isEnded(found.status)) return { batch, ended: found };
			const words = `Batch ${found.id}: ${found.status}, ${found.done} of ${batch.lines.length} done.`;
			if (told.get(batch.our_id) !== words) say(words);
			told.set(batch.our_id, words);
			const age = clock.now() - Date.parse(batch.begun_at);
			waitMs = Math.min(waitMs, Math.max(endpoint.batchSettings.pollMs, age * POLL_SHARE));
		}
		await sleep(clock, waitMs, signal);
	}
}

/** What came of each line of a batch, by the line's key. */
async function readResults(
	api: BatchApi,
	ended: ProviderBatch,
	batch: OpenBatch,
	deps: BatchDeps,
): Promise<ReadonlyMap<string, AskResult>> {
	const results = new Map(batch.lines.map((line) => [keyOf(line), missingLine()]));
	for (const fileId of [ended.outputFileId, ended.errorFileId]) {
		if (fileId === null) continue;
		for (const { id, result } of await call(deps, (signal) => api.readResults(fileId, signal))) {
			const line = batch.lines[/^\d{1,6}$/.test(id) ? Number(id) : -1];
			if (line && result !== 'not-asked') results.set(keyOf(line), result);
		}
	}
	return results;
}

/** Writes what a batch has answered. The questions are read again, since nobody keeps their texts. */
async function take(
	readWanted: () => AsyncIterable<Work>,
	results: ReadonlyMap<string, AskResult>,
	{ files, missing, asking }: BatchDeps,
): Promise<void> {
	for await (const { question, wanted } of readWanted()) {
		const replies = files.turnsOf(wanted);
		const turn = replies.length;
		const result = results.get(
			keyOf({ question_id: wanted.questionId, sample: wanted.sample, turn }),
		);
		if (!result) continue;
		const said = replies.map(({ text }) => text);
		const { messages } = buildRequest(question, said, { sample: wanted.sample, asking });
		const read = readTurn(result, messages, { at: new Date(), isBatch: true });
		if (read.kind === 'missing') {
			missing.add(wanted, read);
			await missing.fill(wanted, read, files);
		} else if (read.reply.end === 'empty' || turn + 1 === findTurns(question.messages).length) {
			await files.write(wanted, [...replies, read.reply]);
		} else {
			await files.keepTurn(wanted, turn, read.reply);
		}
	}
}

/** A call about a batch, repeated while what it meets may pass. */
async function call<Answer>(
	{ clock, signal }: BatchDeps,
	send: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer> {
	for (let tries = 1; ; tries++) {
		try {
			return await send(signal);
		} catch (error) {
			if (!(error instanceof BatchCallError)) throw error;
			const { callError } = error;
			const sign = readSign(callError);
			const mayPass = sign.kind === 'outage' || sign.kind === 'none';
			if (!mayPass || tries === MOST_TRIES) throw new BatchRefused(callError.message);
			const backoffMs = Math.min(LAST_BACKOFF_MS, 1000 * 2 ** (tries - 1));
			await sleep(clock, callError.retryAfterMs ?? backoffMs, signal);
		}
	}
}

function keyOf({ question_id: id, sample, turn }: Line): string {
	return `${sample} ${turn} ${id}`;
}
