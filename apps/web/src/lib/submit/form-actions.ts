import type { Client } from '@codejoust/api/client';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { submissionPath } from '../link.ts';
import { asApiKey } from '../operate/operator-key.ts';
import { openClient } from '../server/api.ts';
import { attempt, type Failure, readField } from '../server/form.ts';
import { type Refused, sendForm } from './send-form.ts';
import { dropKey, keepKey, leaveNote, readKey } from './session.ts';

const NO_PROBLEMS: Pick<Refused, 'problems' | 'problemsTotal'> = { problems: [], problemsTotal: 0 };
const SIGNED_OUT = { message: 'Nobody is signed in any more.' };

/** Checks a pasted key by asking for what only its owner may read, and keeps it. */
export async function signIn(event: RequestEvent): Promise<Failure> {
	const key = asApiKey(await readField(event, 'key'));
	if (key === undefined) {
		const message = 'That is no API key: one looks like cj_<id>_<secret>, on a single line.';
		return fail(422, { message });
	}
	const trouble = await attempt(() =>
		openClient(event, key).submissions({ mine: 'true', limit: 1 }),
	);
	if (trouble) return trouble;
	keepKey(event, key);
	redirect(303, '/submit');
}

export function signOut(event: RequestEvent): never {
	dropKey(event);
	redirect(303, '/submit');
}

/** Hands the form on to the API as it comes in, and leads to the submission; or says all that is wrong with it. */
export async function send(event: RequestEvent) {
	const key = readKey(event);
	if (key === undefined) return fail(401, { ...SIGNED_OUT, ...NO_PROBLEMS });
	const sent = await sendForm(event, key);
	if (sent.kind === 'refused') {
		const { message, problems, problemsTotal } = sent;
		return fail(sent.status, { message, problems, problemsTotal });
	}
	redirect(303, submissionPath(sent.id));
}

export const publish = (event: RequestEvent) =>
	change(event, async (client, id) => {
		const { state } = await client.publishSubmission(id);
		return state === 'held'
			? 'An operator looks at its flags before everybody sees it.'
			: 'Everybody sees it now; the board follows in a moment.';
	});

export const withdraw = (event: RequestEvent) =>
	change(event, async (client, id) => {
		await client.withdrawSubmission(id, {});
		return 'It is withdrawn: it stands on no board any more.';
	});

async function change(
	event: RequestEvent,
	work: (client: Client, id: string) => Promise<string>,
): Promise<Failure> {
	const key = readKey(event);
	const id = event.params['id'];
	if (key === undefined || id === undefined) return fail(401, SIGNED_OUT);
	const trouble = await attempt(async () =>
		leaveNote(event, await work(openClient(event, key), id)),
	);
	if (trouble) return trouble;
	redirect(303, submissionPath(id));
}
