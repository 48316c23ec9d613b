import type { InvalidParam, ProblemDocument, Submission } from '@codejoust/contract/client';
import type { RequestEvent } from '@sveltejs/kit';
import { CODEJOUST_API_URL } from '$app/env/private';
import { describeTrouble } from '../server/api.ts';

export type Refused = {
	readonly kind: 'refused';
	readonly status: number;
	readonly message: string;
	readonly problems: readonly InvalidParam[];
	readonly problemsTotal: number;
};
type Sent = Refused | { readonly kind: 'sent'; readonly id: string };

/** As long as a slow line may take for the largest file. */
const TIMEOUT_MS = 15 * 60_000;

/** The posted form goes to the API chunk by chunk: a file of answers is never in this process's memory as a whole. */
export async function sendForm(
	{ request, platform, url }: RequestEvent,
	token: string,
): Promise<Sent> {
	const headers = new Headers({
		authorization: `Bearer ${token}`,
		'content-type': request.headers.get('content-type') ?? '',
		// The page's own: a form that is sent twice submits once.
		'idempotency-key': url.searchParams.get('once') ?? crypto.randomUUID(),
	});
	const init = { method: 'POST', headers, body: request.body, duplex: 'half' } as const;
	const target = new URL('/v1/submissions', CODEJOUST_API_URL);
	const asked = new Request(target, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) });
	try {
		return await readAnswer(await (platform?.req.codejoustApi ?? fetch)(asked));
	} catch (cause) {
		const trouble = describeTrouble(cause);
		if (!trouble) throw cause;
		return refuse(trouble.status, trouble.detail);
	}
}

/** The API's own contract tests hold its answers to these types. */
async function readAnswer(response: Response): Promise<Sent> {
	const answer: unknown = await response.json();
	if (response.ok) return { kind: 'sent', id: (answer as Submission).id };
	const { detail, errors = [], errors_total: total } = answer as ProblemDocument;
	return refuse(response.status, detail, errors, total);
}

function refuse(
	status: number,
	message: string,
	problems: readonly InvalidParam[] = [],
	problemsTotal: number = problems.length,
): Refused {
	return { kind: 'refused', status, message, problems, problemsTotal };
}
