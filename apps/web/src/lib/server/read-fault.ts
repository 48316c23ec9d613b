import { isHttpError } from '@sveltejs/kit';

/** What a reader mistyped, to be told beside the form where it can be put right; anything else is thrown again. */
export function readFault(cause: unknown): { readonly fault: string } {
	if (isHttpError(cause, 422) || isHttpError(cause, 404))
		return { fault: cause.body.detail ?? cause.body.message };
	throw cause;
}
