import { type Client, ProblemError } from '@codejoust/contract/client';
import { error, type RequestEvent } from '@sveltejs/kit';
import { describeTrouble, openClient } from '../../../lib/server/api.ts';
import { isLockedOut } from '../../../lib/server/locked-out.ts';
import { publish, withdraw } from '../../../lib/submit/form-actions.ts';
import { dropToken, readToken, takeNote } from '../../../lib/submit/session.ts';
import type { Actions, PageServerLoad } from './$types';

/** Its owner sees all of it, whoever has its link the result, everybody what is published. */
export const load: PageServerLoad = async (event) => {
	event.setHeaders({ 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' });
	const { id } = event.params;
	const share = event.url.searchParams.get('share') ?? undefined;
	const query = share === undefined ? {} : { share };
	try {
		const { client, found: result } = await readAsVisitor(event, (visitor) =>
			visitor.submissionResult(id, query),
		);
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

/** Reads with the visitor's session; without one that has ended, as anybody would. */
async function readAsVisitor<Found>(event: RequestEvent, read: (client: Client) => Promise<Found>) {
	const client = openClient(event, readToken(event));
	try {
		return { client, found: await read(client) };
	} catch (cause) {
		if (!isLockedOut(cause)) throw cause;
		dropToken(event);
		const stranger = openClient(event);
		return { client: stranger, found: await read(stranger) };
	}
}

export const actions: Actions = { publish, withdraw };
