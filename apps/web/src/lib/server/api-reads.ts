/** What a page asked the API for: addresses with the tags of what came back. */
export type ApiReads = {
	readonly tags: Map<string, string>;
	/** False once something was read that has no tag or is not there. */
	isKeepable: boolean;
	/** True once the reader's cookies or a key were used: then the page is for that reader alone. */
	isPrivate: boolean;
	/** After how many seconds an answer that was refused to this reader may be asked for again. */
	retryAfter: string | undefined;
};

type Ask = (request: Request) => Response | Promise<Response>;

export const noReads = (): ApiReads => ({
	tags: new Map(),
	isKeepable: true,
	isPrivate: false,
	retryAfter: undefined,
});

/** The same way to the API, which writes down what goes over it. */
export function noteReads(ask: Ask, reads: ApiReads): Ask {
	return async (request) => {
		if (request.headers.has('authorization')) reads.isPrivate = true;
		const response = await ask(request);
		// The limit is this reader's: others may get the page.
		if (response.status === 429) {
			reads.isPrivate = true;
			reads.retryAfter = response.headers.get('retry-after') ?? undefined;
		}
		const etag = response.headers.get('etag');
		const isFound = request.method === 'GET' && response.status === 200;
		if (isFound && etag !== null) reads.tags.set(request.url, etag);
		else reads.isKeepable = false;
		return response;
	};
}

/** True when the API would give all the same answers again. */
export async function areUnchanged(ask: Ask, tags: ReadonlyMap<string, string>): Promise<boolean> {
	const answers = await Promise.all(
		[...tags].map(async ([url, etag]) => {
			const headers = { accept: 'application/json', 'if-none-match': etag };
			const response = await ask(new Request(url, { headers }));
			await response.body?.cancel();
			return response.status === 304;
		}),
	);
	return answers.every(Boolean);
}
