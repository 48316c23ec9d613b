import { Refusal } from '../refusal.ts';

/** The refusal of a form that cannot be taken apart. */
export function malformedForm(why: string): Refusal {
	return new Refusal('malformed-body', `The body is not valid multipart/form-data: ${why}.`);
}
