/** What a page asked the API for: addresses with the tags of what came back. */
export type ApiReads = {
	readonly tags: Map<string, string>;
	/** False once something was read that has no tag, is not there, or is for one reader alone. */
	isKeepable: boolean;
};

type Ask = (request: Request) => Response | Promise<Response>;

export const noReads = (): ApiReads => ({ tags: new Map(), isKeepable: true });

/** The same way to the API, which writes down what goes over it. */
export function noteReads(ask: Ask, reads: ApiReads): Ask {
	return async (request) => {
		const response = await ask(request);
		const etag = response.headers.get('etag');
		const isPublic = request.method === 'GET' && !request.headers.has('authorization');
		if (isPublic && response.status === 200 && etag !== null) reads.tags.set(request.url, etag);
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
