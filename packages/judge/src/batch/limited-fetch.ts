import { createTooLarge } from '../endpoint/reply-fault.ts';

type Limits = {
	/** Of a body, unpacked. */
	readonly maxBytes: number;
	/** Of the body of an error. */
	readonly maxErrorBytes: number;
	/** False: a redirect is an answer like any other. */
	readonly isFollowed: boolean;
};

/** The global fetch, with bodies that fail as `too-large` at the limit; the rest is not read and the socket is closed. */
export function createLimitedFetch({ maxBytes, maxErrorBytes, isFollowed }: Limits): typeof fetch {
	return async (input, init) => {
		const redirect = isFollowed ? 'follow' : 'manual';
		const response = await fetch(input, { ...init, redirect });
		const { body, headers, status, statusText } = response;
		if (body === null) return response;
		const limit = limitBytes(status, response.ok ? maxBytes : maxErrorBytes);
		return new Response(body.pipeThrough(limit), { headers, status, statusText });
	};
}

function limitBytes(status: number, maxBytes: number) {
	let size = 0;
	return new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
		transform: (chunk, controller) => {
			size += chunk.length;
			if (size > maxBytes) throw createTooLarge(status, maxBytes);
			controller.enqueue(chunk);
		},
	});
}
