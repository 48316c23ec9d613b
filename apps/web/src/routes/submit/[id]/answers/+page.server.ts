import { error, redirect } from '@sveltejs/kit';
import { submissionPath } from '../../../../lib/link.ts';
import { describeTrouble, openClient } from '../../../../lib/server/api.ts';
import { append, check, finish } from '../../../../lib/submit/form-actions.ts';
import { mayChangeBy } from '../../../../lib/submit/signed-in.ts';
import { isDraft } from '../../../../lib/submit/submission-words.ts';
import { readToken, takeNote } from '../../../../lib/submit/session.ts';
import type { Actions, PageServerLoad } from './$types';

/** A draft, for who may add answers to it; what is submitted, and what a reader sees, has its own page. */
export const load: PageServerLoad = async (event) => {
	event.setHeaders({ 'cache-control': 'private, no-store', 'x-robots-tag': 'noindex' });
	const { id } = event.params;
	const client = openClient(event, readToken(event));
	try {
		const draft = await client.submission(id);
		if (!isDraft(draft.state) || !draft.own) redirect(303, submissionPath(id));
		if (!mayChangeBy(await client.session('current'))) redirect(303, submissionPath(id));
		const title = `Draft: ${draft.model.name} on ${draft.benchmark}`;
		return { title, draft, questions: draft.own.questions, note: takeNote(event) };
	} catch (cause) {
		const trouble = describeTrouble(cause);
		if (!trouble) throw cause;
		error(trouble.status, trouble.title, { detail: trouble.detail });
	}
};

export const actions: Actions = { append, check, finish };
