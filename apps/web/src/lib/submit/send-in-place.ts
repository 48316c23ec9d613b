import { enhance } from '$app/forms';
import type { Attachment } from 'svelte/attachments';

/** Sends a form without leaving the page, so that what was chosen stays after a refusal; `tell` hears whether it is on its way. */
export function sendInPlace(tell: (isBusy: boolean) => void): Attachment<HTMLFormElement> {
	return (form) =>
		enhance(form, () => {
			tell(true);
			return async ({ result, update }) => {
				// The page of a submission has no client runtime to go on with.
				if (result.type === 'redirect') location.assign(result.location);
				else {
					// Reading the page again without a session would take the form away with all that is filled in.
					const isSignedOut = result.type === 'failure' && result.status === 401;
					await update({ reset: false, invalidateAll: !isSignedOut });
					tell(false);
				}
			};
		}).destroy;
}
