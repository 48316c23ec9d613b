import type { Client } from '@codejoust/contract/client';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { formatCount } from '../format/quantity.ts';
import { draftPath, submissionPath } from '../link.ts';
import { asApiKey } from '../operator-key.ts';
import { openClient } from '../server/api.ts';
import { endSession } from '../server/end-session.ts';
import { attempt, type Failure, readField } from '../server/form.ts';
import { checkForm, type Refused, sendForm } from './send-form.ts';
import { keepSession } from '../session.ts';
import { leaveNote, readToken } from './session.ts';

const NO_PROBLEMS: Pick<Refused, 'problems' | 'problemsTotal'> = { problems: [], problemsTotal: 0 };
const SIGNED_OUT = { message: 'You are not signed in any more.' };

/** Checks a pasted key by asking for what only its owner may read, and keeps a session of it. */
export async function signIn(event: RequestEvent): Promise<Failure> {
	const key = asApiKey(await readField(event, 'key'));
	if (key === undefined) {
		const message = 'That is not an API key, which has the form cj_<id>_<secret> on a single line.';
		return fail(422, { message });
	}
	const client = openClient(event, key);
	const trouble = await attempt(async () => {
		await client.submissions({ mine: 'true', limit: 1 });
		keepSession(event, await client.startSession());
	});
	if (trouble) return trouble;
	redirect(303, '/submit');
}

export function signOut(event: RequestEvent): Promise<Failure> {
	return endSession(event, { token: readToken(event), place: '/submit' });
}

/** Hands the form on to the API as it comes in, and leads to the submission; or says all that is wrong with it. */
export async function send(event: RequestEvent) {
	const token = readToken(event);
	if (token === undefined) return fail(401, { ...SIGNED_OUT, ...NO_PROBLEMS });
	const sent = await sendForm(event, { token, path: '/v1/submissions' });
	if (sent.kind === 'refused') {
		const { message, problems, problemsTotal } = sent;
		return fail(sent.status, { message, problems, problemsTotal });
	}
	redirect(303, sent.isDraft ? draftPath(sent.id) : submissionPath(sent.id));
}

/** Has the server check a file, which stores nothing of it. */
export async function check(event: RequestEvent) {
	const token = readToken(event);
	if (token === undefined) return fail(401, { ...SIGNED_OUT, ...NO_PROBLEMS });
	const checked = await checkForm(event, token);
	if (checked.kind === 'refused') {
		const { message, problems, problemsTotal } = checked;
		return fail(checked.status, { message, problems, problemsTotal });
	}
	return { report: checked.report };
}

/** Hands more answers of a draft on as they come in. */
export async function append(event: RequestEvent) {
	const token = readToken(event);
	const { id = '' } = event.params;
	if (token === undefined) return fail(401, { ...SIGNED_OUT, ...NO_PROBLEMS });
	const path = `/v1/submissions/${encodeURIComponent(id)}/responses`;
	const sent = await sendForm(event, { token, path });
	if (sent.kind === 'refused') {
		const { message, problems, problemsTotal } = sent;
		return fail(sent.status, { message, problems, problemsTotal });
	}
	leaveNote(event, `The answers are stored: ${describeDraft(sent.answered, sent.questions)}.`);
	redirect(303, draftPath(id));
}

/** Ends a draft: its judging starts. */
export async function finish(event: RequestEvent) {
	const visibility = (await readField(event, 'visibility')) === 'public' ? 'public' : 'private';
	return change(event, async (client, id) => {
		await client.submitDraft(id, { visibility });
		return 'It is submitted; its judging starts.';
	});
}

export const publish = (event: RequestEvent) =>
	change(event, async (client, id) => {
		const { state } = await client.publishSubmission(id);
		return state === 'held'
			? 'An operator reviews its flags before everybody sees it.'
			: 'Everybody sees it now; the board shows it in a moment.';
	});

export const withdraw = (event: RequestEvent) =>
	change(event, async (client, id) => {
		await client.withdrawSubmission(id, {});
		return 'It is withdrawn: it is not on any board any more.';
	});

/** A link that was made, with its address: the one time that it is shown. */
export type MadeLink = { readonly address: string; readonly note: string | null };

/** Makes a link to a private submission, and shows its address on the page that answers. */
export async function makeLink(event: RequestEvent) {
	const token = readToken(event);
	const id = event.params['id'];
	if (token === undefined || id === undefined) return fail(401, SIGNED_OUT);
	const [note, days] = [await readField(event, 'note'), await readField(event, 'days')];
	if (days !== '' && !/^\d{1,9}$/.test(days))
		return fail(422, { message: `days: "${days.slice(0, 40)}" is no number of days.` });
	let made: MadeLink | undefined;
	const trouble = await attempt(async () => {
		const link = await openClient(event, token).makeShareLink(id, {
			...(note.trim() === '' ? {} : { note: note.trim() }),
			...(days === '' ? {} : { expires_in_days: Number(days) }),
		});
		const address = `${event.url.origin}${submissionPath(id)}?share=${link.token}`;
		made = { address, note: link.note };
	});
	return trouble ?? { made };
}

export const revokeLink = (event: RequestEvent) =>
	change(event, async (client, id) => {
		const link = await client.revokeShareLink(id, await readField(event, 'link'));
		return `The link ${link.id} opens nothing any more.`;
	});

/** Changes the submission of the page, and leaves the sentence that says what was done. */
async function change(
	event: RequestEvent,
	work: (client: Client, id: string) => Promise<string>,
): Promise<Failure> {
	const token = readToken(event);
	const id = event.params['id'];
	if (token === undefined || id === undefined) return fail(401, SIGNED_OUT);
	const trouble = await attempt(async () =>
		leaveNote(event, await work(openClient(event, token), id)),
	);
	if (trouble) return trouble;
	redirect(303, submissionPath(id));
}

/** `20 of 42 questions have an answer`. */
function describeDraft(answered: number, questions: number | undefined): string {
	const of = questions === undefined ? 'questions' : `${formatCount(questions)} questions`;
	return `${formatCount(answered)} of ${of} have an answer`;
}
