/** Nothing answered at the address. The message is a sentence. */
export class UnreachableError extends Error {
	override readonly name = 'UnreachableError';
}

/** A fetch that reads the whole answer and says in a sentence when the server cannot be reached. */
export async function reach(request: Request): Promise<Response> {
	try {
		const response = await fetch(request);
		const body = await response.arrayBuffer();
		const { status, statusText, headers } = response;
		return new Response(body.byteLength === 0 ? null : body, { status, statusText, headers });
	} catch (error) {
		throw asUnreachable(request.url, error);
	}
}

/** The same for an answer that is read as it comes. */
export async function reachStream(request: Request): Promise<Response> {
	return fetch(request).catch((error: unknown) => {
		throw asUnreachable(request.url, error);
	});
}

function asUnreachable(url: string, error: unknown): UnreachableError {
	const { origin } = new URL(url);
	return new UnreachableError(
		`No server answers at ${origin} (${describeCause(error)}). Is it running? Name another one with --server or CODEJOUST_SERVER.`,
	);
}

function describeCause(error: unknown): string {
	const cause = error instanceof Error ? (error.cause ?? error) : error;
	if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string')
		return cause.code;
	return cause instanceof Error ? cause.message : String(cause);
}
