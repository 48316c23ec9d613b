import type { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { createLargeReplies } from './large-replies.ts';
import { createReplyFault, createTooLarge, findReplyFault } from './reply-fault.ts';
import { takeTurnFor } from './take-turn.ts';

export const DEFAULT_MAX_REPLY_BYTES = 4 * 1024 * 1024;

/** A reply of more waits until it may be one of the few large ones. */
const LIGHT_BYTES = 256 * 1024;
/** What the large replies of an endpoint may hold together, but always one of them. More delays other requests longer. */
const LARGE_TOGETHER_BYTES = 8 * 1024 * 1024;
/** A reply in more codings than this is refused. */
const MOST_CODINGS = 2;

export type ReplyHeaders = Readonly<Record<string, string | string[] | undefined>>;

export type ReceivedReply = {
	readonly statusCode: number;
	readonly headers: ReplyHeaders;
	readonly body: Readable;
};

/** Reads the text of a reply; `signal` ends the wait for a place among the large ones. */
export type ReadReplyBody = (reply: ReceivedReply, signal: AbortSignal) => Promise<string>;

/**
 * A reader of replies of at most `maxBytes`, counted as they arrive and again when they are unpacked. A larger one is cut
 * at the limit and its socket destroyed: as a 2xx it is the fault `too-large`, as any other status its text is empty. Of
 * all replies together no more than 256 KiB each and 8 MiB are held.
 *
 * @param maxBytes 1 or more
 */
export function createReadReplyBody(maxBytes: number): ReadReplyBody {
	const large = createLargeReplies(Math.max(1, Math.floor(LARGE_TOGETHER_BYTES / maxBytes)));

	async function read(reply: ReceivedReply, signal: AbortSignal): Promise<string> {
		const { body, headers, statusCode } = reply;
		const tooLarge = () => createTooLarge(statusCode, maxBytes);
		const decoders = createDecoders(reply);
		if (Number(headers['content-length'] ?? 0) > maxBytes) throw tooLarge();
		const chunks: Uint8Array[] = [];
		let leave: (() => void) | undefined;
		let size = 0;
		/** Returns a wait where the reply becomes a large one. */
		const take = (chunk: Uint8Array): Promise<void> | undefined => {
			size += chunk.length;
			if (size > maxBytes) throw tooLarge();
			chunks.push(chunk);
			if (size <= LIGHT_BYTES || leave !== undefined) return undefined;
			return large.enter(signal).then((freed) => {
				leave = freed;
			});
		};
		try {
			await unpack(body, { decoders, limit: limitBytes(maxBytes, tooLarge), take });
			await takeTurnFor(size);
			return new TextDecoder().decode(Buffer.concat(chunks, size));
		} finally {
			leave?.();
		}
	}

	return async (reply, signal) => {
		try {
			return await read(reply, signal);
		} catch (error) {
			destroyQuietly(reply.body);
			const fault = findReplyFault(error);
			const isAnswer = reply.statusCode >= 200 && reply.statusCode < 300;
			if (fault && !isAnswer) return '';
			throw fault ? error : createReplyFault({ status: reply.statusCode }, error);
		}
	};
}

type Take = (chunk: Uint8Array) => Promise<void> | undefined;

/** Gives the bytes of a body to `take`, undone of their codings. Rejects where the body breaks off or `take` throws. */
async function unpack(
	body: Readable,
	{
		decoders: [decoder, second],
		limit,
		take,
	}: {
		readonly decoders: readonly Transform[];
		readonly limit: ReturnType<typeof limitBytes>;
		readonly take: Take;
	},
): Promise<void> {
	// Most replies are plain, and a pipeline costs more than reading one.
	if (!decoder) return readPlain(body, take);
	const collect = async (source: AsyncIterable<Uint8Array>) => {
		for await (const chunk of source) await take(chunk);
	};
	if (second) await pipeline(body, limit, decoder, second, collect);
	else await pipeline(body, limit, decoder, collect);
}

function readPlain(body: Readable, take: Take): Promise<void> {
	return new Promise((resolve, reject) => {
		body.on('data', (chunk: Uint8Array) => {
			try {
				const wait = take(chunk);
				if (wait === undefined) return;
				body.pause();
				wait.then(() => body.resume(), reject);
			} catch (error) {
				body.pause();
				reject(error);
			}
		});
		body.on('end', resolve);
		body.on('error', reject);
		body.on('close', () => reject(new Error('the reply ended before its end')));
	});
}

/** The socket is closed too, since the body was not read to its end. */
function destroyQuietly(body: Readable): void {
	// What ends the body here is the fault that the caller throws.
	body.on('error', () => undefined);
	body.destroy();
}

function limitBytes(maxBytes: number, tooLarge: () => Error) {
	return async function* limit(source: AsyncIterable<Uint8Array>) {
		let size = 0;
		for await (const chunk of source) {
			size += chunk.length;
			if (size > maxBytes) throw tooLarge();
			yield chunk;
		}
	};
}

/** What undoes the codings of a reply, in that order. Throws a fault for one that is not known. */
function createDecoders({ headers, statusCode }: ReceivedReply): readonly Transform[] {
	const named = [headers['content-encoding'] ?? ''].flat().join(',').toLowerCase().split(',');
	const codings = named.map((name) => name.trim()).filter(isCoded);
	const decoders = codings.reverse().map((name) => DECODERS.get(name));
	if (codings.length <= MOST_CODINGS && decoders.every((create) => create !== undefined))
		return decoders.map((create) => create());
	const words = 'The reply has a content-encoding other than gzip, deflate and br.';
	throw createReplyFault({ status: statusCode, errorClass: 'unreadable', words });
}

function isCoded(name: string): boolean {
	return name !== '' && name !== 'identity';
}

const DECODERS: ReadonlyMap<string, () => Transform> = new Map([
	['gzip', () => createGunzip()],
	['x-gzip', () => createGunzip()],
	['deflate', () => createInflate()],
	['br', () => createBrotliDecompress()],
]);
