import { ProblemError } from '@codejoust/api/client';
import { error } from '@sveltejs/kit';
import { describeTrouble, openClient } from '../../../lib/server/api.ts';
import { publish, withdraw } from '../../../lib/submit/form-actions.ts';
import { readKey, takeNote } from '../../../lib/submit/session.ts';
import type { Actions, PageServerLoad } from './$types';

/** Its owner sees all of it, whoever has its link the result, everybody what is published. */
export const load: PageServerLoad = async (event) => {
	event.setHeaders({ 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' });
	const { id } = event.params;
	const share = event.url.searchParams.get('share') ?? undefined;
	const client = openClient(event, readKey(event));
	try {
		const result = await client.submissionResult(id, share === undefined ? {} : { share });
		const detail = await client.submission(id).catch((cause: unknown) => {
			if (cause instanceof ProblemError && cause.problem.status === 404) return undefined;
			throw cause;
		});
		const token = detail?.own?.share_token;
		const link = token ? `${event.url.origin}${event.url.pathname}?share=${token}` : undefined;
		const toWithdraw = event.url.searchParams.has('withdraw');
		const title = `${result.submission.model.name} on ${result.submission.benchmark}`;
		return { title, now: new Date(), result, detail, link, toWithdraw, note: takeNote(event) };
	} catch (cause) {
		const trouble = describeTrouble(cause);
		if (!trouble) throw cause;
		error(trouble.status, trouble.title, { detail: trouble.detail });
	}
};

export const actions: Actions = { publish, withdraw };
