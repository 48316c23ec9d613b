import { type Client, ProblemError } from '@codejoust/api/client';
import { type ActionFailure, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { describeTrouble, openClient } from '../server/api.ts';
import { leaveNote, readKey } from './session.ts';

export type Failure = ActionFailure<{ readonly message: string }>;

/** Does it with the operator's key and leads to `place` with a sentence, or says why not. */
export async function act(
	event: RequestEvent,
	place: string,
	work: (client: Client) => Promise<string>,
): Promise<Failure> {
	const trouble = await asOperator(event, async (client) => leaveNote(event, await work(client)));
	if (trouble) return trouble;
	redirect(303, place);
}

/** Does it with the operator's key, or says why not. */
export async function asOperator(
	event: RequestEvent,
	work: (client: Client) => Promise<unknown>,
): Promise<Failure | undefined> {
	const key = readKey(event);
	if (key === undefined) return fail(401, { message: 'Nobody is signed in any more.' });
	return attempt(() => work(openClient(event, key)));
}

export async function attempt(work: () => Promise<unknown>): Promise<Failure | undefined> {
	try {
		await work();
		return undefined;
	} catch (cause) {
		const trouble = describeTrouble(cause);
		if (!trouble) throw cause;
		return fail(trouble.status, { message: [trouble.detail, ...reasonsOf(cause)].join(' ') });
	}
}

/** A field of the posted form; the body stays readable for the next one. */
export async function readField(event: RequestEvent, name: string): Promise<string> {
	const form = await event.request.clone().formData();
	const value = form.get(name);
	return typeof value === 'string' ? value : '';
}

/** What is wrong with each field, where the sentence does not say it itself. */
function reasonsOf(cause: unknown): readonly string[] {
	if (!(cause instanceof ProblemError)) return [];
	const { detail, errors = [] } = cause.problem;
	return errors
		.filter(({ reason }) => !detail.includes(reason))
		.map(({ name, reason }) => `${name}: ${reason}${reason.endsWith('.') ? '' : '.'}`);
}
