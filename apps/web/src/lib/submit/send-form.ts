import type {
	InvalidParam,
	ProblemDocument,
	Submission,
	SubmissionCheck,
} from '@codejoust/contract/client';
import type { RequestEvent } from '@sveltejs/kit';
import { CODEJOUST_API_URL } from '$app/env/private';
import type { FileCheck } from './check-file.ts';
import { describeTrouble } from '../server/api.ts';

export type Refused = {
	readonly kind: 'refused';
	readonly status: number;
	readonly message: string;
	readonly problems: readonly InvalidParam[];
	readonly problemsTotal: number;
};
type Sent = Refused | Stored;
type Stored = {
	readonly kind: 'sent';
	readonly id: string;
	/** More answers may come. */
	readonly isDraft: boolean;
	readonly answered: number;
	readonly questions: number | undefined;
};

/** As long as a slow line may take for the largest file. */
const TIMEOUT_MS = 15 * 60_000;

/** The posted form goes on to `path` of the API chunk by chunk: a file of answers is never in this process's memory as a whole. */
export async function sendForm(
	event: RequestEvent,
	to: { readonly token: string; readonly path: string },
): Promise<Sent> {
	const sent = await stream(event, to);
	return sent.kind === 'refused' ? sent : describeStored(sent.answer as Submission);
}

type Checked = Refused | { readonly kind: 'checked'; readonly report: FileCheck };

/** The same for a check of the form's file. */
export async function checkForm(event: RequestEvent, token: string): Promise<Checked> {
	const sent = await stream(event, { token, path: '/v1/submissions/check' });
	if (sent.kind === 'refused') return sent;
	const { flags, estimate, ...check } = sent.answer as FileCheck['check'] &
		Pick<SubmissionCheck, 'flags' | 'estimate'>;
	return { kind: 'checked', report: { check, flags, estimate: check.ok ? estimate : undefined } };
}

type Answered = Refused | { readonly kind: 'answered'; readonly answer: unknown };

async function stream(
	{ request, platform, url }: RequestEvent,
	{ token, path }: { readonly token: string; readonly path: string },
): Promise<Answered> {
	const headers = new Headers({
		authorization: `Bearer ${token}`,
		'content-type': request.headers.get('content-type') ?? '',
		// The page's own: a form that is sent twice submits once.
		'idempotency-key': url.searchParams.get('once') ?? crypto.randomUUID(),
	});
	const init = { method: 'POST', headers, body: request.body, duplex: 'half' } as const;
	const target = new URL(path, CODEJOUST_API_URL);
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
async function readAnswer(response: Response): Promise<Answered> {
	const answer: unknown = await response.json();
	if (response.ok) return { kind: 'answered', answer };
	const { detail, errors = [], errors_total: total } = answer as ProblemDocument;
	return refuse(response.status, detail, errors, total);
}

function describeStored({ id, state, responses, own }: Submission): Stored {
	const isDraft = state === 'draft' || state === 'checked';
	return { kind: 'sent', id, isDraft, answered: responses, questions: own?.questions ?? undefined };
}

function refuse(
	status: number,
	message: string,
	problems: readonly InvalidParam[] = [],
	problemsTotal: number = problems.length,
): Refused {
	return { kind: 'refused', status, message, problems, problemsTotal };
}
