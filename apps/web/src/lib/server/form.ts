import { ProblemError } from '@codejoust/contract/client';
import { type ActionFailure, fail, type RequestEvent } from '@sveltejs/kit';
import { describeTrouble } from './api.ts';

export type Failure = ActionFailure<{ readonly message: string }>;

/** Does it, or says in a sentence why the API does not; anything else thrown is a bug. */
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
