import type { HonoRequest } from 'hono';
import { Refusal } from '../refusal.ts';

/** The largest body that is read into memory. */
export const MAX_BODY_BYTES = 128 * 1024 * 1024;

export function contentTypeOf(request: HonoRequest): string {
	return (request.header('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
}

/** The whole body, refused as soon as it grows over the limit. */
export async function readBody(request: HonoRequest): Promise<Uint8Array<ArrayBuffer>> {
	const announced = Number(request.header('content-length') ?? 0);
	if (announced > MAX_BODY_BYTES) throw tooLarge();
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of request.raw.body ?? []) {
		size += chunk.byteLength;
		if (size > MAX_BODY_BYTES) throw tooLarge();
		chunks.push(chunk);
	}
	const whole = new Uint8Array(size);
	let offset = 0;
	for (const chunk of chunks) {
		whole.set(chunk, offset);
		offset += chunk.byteLength;
	}
	return whole;
}

/** A body as JSON text that is valid UTF-8, parsed. */
export function parseJson(bytes: Uint8Array): unknown {
	let text: string;
	try {
		text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		throw new Refusal('malformed-body', 'The body is not valid UTF-8.');
	}
	try {
		return JSON.parse(text);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw new Refusal('malformed-body', `The body is not valid JSON: ${reason}.`);
	}
}

function tooLarge(): Refusal {
	return new Refusal(
		'body-too-large',
		`The body is larger than ${MAX_BODY_BYTES / 1024 / 1024} MiB.`,
	);
}
