import type { CustomFetchOptions } from 'openid-client';

const MOST_BYTES = 1024 * 1024;

/** Fetches for a client of an identity provider, and reads no answer above 1 MiB. */
export async function boundedFetch(url: string, options: CustomFetchOptions): Promise<Response> {
	// The types of the library and of Node differ in what may be null.
	const response = await fetch(url, options as RequestInit);
	if (response.body === null) return response;
	const parts: Uint8Array[] = [];
	let size = 0;
	for await (const part of response.body as AsyncIterable<Uint8Array>) {
		size += part.byteLength;
		if (size > MOST_BYTES)
			throw new RangeError(
				`the provider sent more than ${MOST_BYTES} bytes at ${new URL(url).pathname}`,
			);
		parts.push(part);
	}
	return new Response(Buffer.concat(parts), {
		status: response.status,
		headers: response.headers,
	});
}
