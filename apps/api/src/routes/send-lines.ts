import type { Context } from 'hono';

/**
 * Sends lines of JSON as they are made, compressed for those who take gzip (the app's own compression leaves this type
 * alone). A failure on the way cuts the connection, and the last line is missing.
 */
export function sendLines(
	context: Context,
	lines: AsyncIterable<string>,
	headers: Readonly<Record<string, string>>,
): Response {
	const isZipped = /\bgzip\b(?!\s*;\s*q=0(?:\.0*)?\s*(?:,|$))/i.test(
		context.req.header('accept-encoding') ?? '',
	);
	const bytes = encodeLines(lines);
	return context.body(isZipped ? bytes.pipeThrough(new CompressionStream('gzip')) : bytes, 200, {
		...headers,
		'content-type': 'application/x-ndjson',
		vary: 'Accept-Encoding',
		...(isZipped ? { 'content-encoding': 'gzip' } : {}),
	});
}

function encodeLines(lines: AsyncIterable<string>): ReadableStream<Uint8Array<ArrayBuffer>> {
	const iterator = lines[Symbol.asyncIterator]();
	const encoder = new TextEncoder();
	return new ReadableStream({
		pull: async (controller) => {
			const { done, value } = await iterator.next();
			if (done) controller.close();
			else controller.enqueue(encoder.encode(value));
		},
		cancel: async () => {
			await iterator.return?.();
		},
	});
}
