import { checkSetOfRun } from '@codejoust/contract/check-benchmark';
import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { openClient } from '../server/api.ts';
import { attempt, type Failure, readField } from '../server/form.ts';
import { asApiKey } from '../operator-key.ts';
import { act } from './form.ts';
import { DONE_WORDS, type RunAction } from './runs/run-actions.ts';
import { endSession } from '../server/end-session.ts';
import { keepSession } from '../session.ts';
import { readToken } from './session.ts';

/** Checks a pasted key by asking for what only operators may read, and keeps a session of it. */
export async function signIn(event: RequestEvent): Promise<Failure> {
	const key = asApiKey(await readField(event, 'key'));
	if (key === undefined) {
		const message = 'That is not an API key, which has the form cj_<id>_<secret> on a single line.';
		return fail(422, { message });
	}
	const client = openClient(event, key);
	const trouble = await attempt(async () => {
		await client.workers();
		keepSession(event, await client.startSession());
	});
	if (trouble) return trouble;
	redirect(303, event.url.pathname);
}

export function signOut(event: RequestEvent): Promise<Failure> {
	return endSession(event, { token: readToken(event), place: '/operate' });
}

/** `place`: where it leads, where that is not the run among the runs. */
export async function actOnRun(
	event: RequestEvent,
	action: Exclude<RunAction, 'retry'>,
	place?: string,
): Promise<Failure> {
	const id = await readField(event, 'run');
	return act(event, place ?? `/operate#run-${encodeURIComponent(id)}`, async (client) => {
		const { model, benchmark } = await client.controlRun(id, action);
		const set = checkSetOfRun(benchmark);
		return set === undefined
			? `The run of ${model.name} on ${benchmark} ${DONE_WORDS[action]}`
			: `The judge check with ${set} ${DONE_WORDS[action]}`;
	});
}
