import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { HonoRequest } from 'hono';
import { Refusal } from '../refusal.ts';

/** The largest body that is taken, after it has been unpacked. */
export const MAX_BODY_BYTES = 128 * 1024 * 1024;

/** A body of JSON is parsed as a whole, and costs several times its size while it is. */
export const MAX_JSON_BYTES = 16 * 1024 * 1024;

export function contentTypeOf(request: HonoRequest): string {
	return (request.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

/** A body chunk by chunk, unpacked when it comes as gzip; refused as soon as it grows over the limit, packed or not. */
export async function* decodeBody(
	request: HonoRequest,
	limitBytes: number = MAX_BODY_BYTES,
): AsyncGenerator<Uint8Array> {
	const encoding = (request.header('content-encoding') ?? 'identity').trim().toLowerCase();
	const announced = Number(request.header('content-length') ?? 0);
	if (announced > limitBytes) throw tooLarge(limitBytes, false);
	const body = request.raw.body;
	if (!body) return;
	const isPacked = encoding === 'gzip' || encoding === 'x-gzip';
	if (!isPacked && encoding !== 'identity')
		throw new Refusal(
			'unsupported-media-type',
			`The content encoding "${encoding}" is not accepted. Send the body as it is, or as gzip.`,
		);
	let size = 0;
	for await (const chunk of isPacked ? unpack(body) : receive(body)) {
		size += chunk.byteLength;
		if (size > limitBytes) throw tooLarge(limitBytes, isPacked);
		yield chunk;
	}
}

/** What fails here is the connection to the caller, whose errors have the same codes as those of the database's. */
async function* receive(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
	try {
		yield* body;
	} catch {
		throw new Refusal(
			'malformed-body',
			'The body ended before all of it had arrived: send it again.',
		);
	}
}

/** Ends with the reader: what is not asked for is not unpacked, so that a bomb costs no more than the limit. */
async function* unpack(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
	const packed = Readable.from(receive(body));
	const plain = createGunzip();
	packed.on('error', (error) => plain.destroy(error));
	try {
		for await (const chunk of packed.pipe(plain)) yield chunk as Uint8Array;
	} catch (error) {
		if (!isZlibError(error)) throw error;
		throw new Refusal(
			'malformed-body',
			`The body is not valid gzip: ${error.message}. It was announced by Content-Encoding.`,
		);
	} finally {
		packed.destroy();
		plain.destroy();
	}
}

function isZlibError(error: unknown): error is NodeJS.ErrnoException {
	return error instanceof Error && 'code' in error && /^Z_/.test(String(error.code));
}

function tooLarge(limitBytes: number, isUnpacked: boolean): Refusal {
	const what = isUnpacked ? 'The body, unpacked,' : 'The body';
	return new Refusal(
		'body-too-large',
		`${what} is larger than ${limitBytes / 1024 / 1024} MiB, which is the limit here.`,
	);
}
