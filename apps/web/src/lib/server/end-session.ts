import type { RequestEvent } from '@sveltejs/kit';
import { openClient } from './api.ts';
import { attempt, type Failure } from './form.ts';
import { isLockedOut } from './locked-out.ts';

/** Ends a session at the API, or says why not. One that is over already needs no ending. */
export function endSession(event: RequestEvent, token: string): Promise<Failure | undefined> {
	return attempt(async () => {
		await openClient(event, token)
			.endSession('current')
			.catch((cause: unknown) => {
				if (!isLockedOut(cause)) throw cause;
			});
	});
}
