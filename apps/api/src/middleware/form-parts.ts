import { once } from 'node:events';
import { Readable } from 'node:stream';
import { Dicer } from '@fastify/busboy';
import { Refusal } from '../refusal.ts';
import { MAX_HEAD_CHARACTERS, readBoundary, readPartName } from './form-heads.ts';
import { malformedForm } from './malformed-form.ts';

/** A part of a form. Its body is read before the next part is asked for, or not at all. */
export type FormPart = { readonly name: string; readonly body: AsyncIterable<Uint8Array> };

const MAX_PARTS = 50;
// The splitter shortens a longer head without an error; at twice the limit, its length still shows it.
const LIMITS = { maxHeaderSize: 2 * MAX_HEAD_CHARACTERS, maxHeaderPairs: 50 };

/** The parts of a multipart/form-data body (RFC 7578) in their order, at the memory of a few chunks. No name comes twice. */
export async function* readParts(
	body: AsyncIterable<Uint8Array>,
	contentType: string,
): AsyncGenerator<FormPart> {
	const splitter = new Dicer({ ...LIMITS, boundary: readBoundary(contentType) });
	const parts = queueParts(splitter);
	const stop = new AbortController();
	const splitting = feed(splitter, body, stop.signal).then(
		(isWhole) =>
			isWhole ? parts.end() : parts.fail(malformedForm('it ends before its last boundary')),
		parts.fail,
	);
	const readBody = async function* (stream: Readable): AsyncGenerator<Uint8Array> {
		try {
			for await (const chunk of stream) yield chunk as Uint8Array;
		} catch (error) {
			await splitting;
			throw parts.failure() ?? error;
		}
	};
	try {
		for await (const { name, stream } of parts.queue) {
			yield { name, body: readBody(stream) };
			stream.resume();
		}
	} finally {
		stop.abort();
		await splitting;
	}
}

/** Hands the body to a splitter as fast as its parts are read; false when the body ends before its last boundary. */
async function feed(
	splitter: Dicer,
	body: AsyncIterable<Uint8Array>,
	signal: AbortSignal,
): Promise<boolean> {
	const isWhole = once(splitter, 'finish', { signal }).then(
		() => true,
		() => false,
	);
	// The splitter finishes at the last boundary, and then need not answer the write that held it.
	const isOver = isWhole.then(() => true);
	for await (const chunk of body) {
		// It may keep bytes of a chunk until their part is read.
		const isWritten = new Promise<false>((resolve) =>
			splitter.write(Buffer.from(chunk), () => resolve(false)),
		);
		if (await Promise.race([isOver, isWritten])) return isWhole;
	}
	splitter.end();
	return isWhole;
}

type QueuedPart = { readonly name: string; readonly stream: Readable };

/** What a splitter finds, as a queue that breaks at the first part that is refused. */
function queueParts(splitter: Dicer) {
	const queue = new Readable({ objectMode: true, read: () => undefined });
	const names = new Set<string>();
	let begun = 0;
	let latest: Readable | undefined;
	let failure: Error | undefined;
	const fail = (error: Error) => {
		failure ??= error;
		queue.destroy(failure);
		latest?.destroy(failure);
	};
	const take = (stream: Readable, head: unknown) => {
		const name = readPartName(head);
		if (name instanceof Refusal) return fail(name);
		if (names.has(name)) return fail(malformedForm(`it has two parts named "${name}"`));
		names.add(name);
		queue.push({ name, stream } satisfies QueuedPart);
	};
	splitter.on('part', (stream) => {
		begun += 1;
		latest = stream;
		// A part breaks only together with the splitter, whose error is the one that is reported.
		stream.on('error', () => undefined);
		if (begun > MAX_PARTS) fail(malformedForm(`it has more than ${MAX_PARTS} parts`));
		else stream.on('header', (head) => take(stream, head));
	});
	return {
		queue: queue as AsyncIterable<QueuedPart>,
		failure: () => failure,
		fail,
		/** A part whose head does not end was begun, and has no name. */
		end: () => {
			if (begun > names.size) fail(malformedForm('a part of it has no name'));
			else queue.push(null);
		},
	};
}
