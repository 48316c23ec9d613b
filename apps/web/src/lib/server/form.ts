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
		return fail(trouble.status, { message: trouble.detail });
	}
}

/** A field of the posted form; the body stays readable for the next one. */
export async function readField(event: RequestEvent, name: string): Promise<string> {
	const form = await event.request.clone().formData();
	const value = form.get(name);
	return typeof value === 'string' ? value : '';
}
