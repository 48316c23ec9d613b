import type { Client, ShownKey } from '@codejoust/contract/client';
import { type ActionFailure, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { openClient } from '../server/api.ts';
import { attempt, readField } from '../server/form.ts';
import { leaveNote, readToken } from './session.ts';

type Refused = ActionFailure<{ readonly message: string; readonly label: string }>;
type Shown = { readonly shownKey: ShownKey };

const KEYS_PAGE = '/submit/keys';

/** Answers with a key that is shown once: no redirect, which would have to carry it. */
export async function makeOwnKey(event: RequestEvent): Promise<Refused | Shown> {
	const label = (await readField(event, 'label')).trim();
	const repetition = await readField(event, 'repetition');
	return show(event, label, (client) => client.makeOwnKey({ label }, repetition));
}

export async function rotateOwnKey(event: RequestEvent): Promise<Refused | Shown> {
	const [id, repetition] = [await readField(event, 'id'), await readField(event, 'repetition')];
	return show(event, '', (client) => client.rotateOwnKey(id, {}, repetition));
}

export async function revokeOwnKey(event: RequestEvent): Promise<Refused> {
	const id = await readField(event, 'id');
	const trouble = await act(event, async (client) => {
		const { label } = await client.revokeOwnKey(id);
		leaveNote(event, `The key ${id} (${label}) is revoked.`);
	});
	if (trouble) return fail(trouble.status, { ...trouble.data, label: '' });
	redirect(303, KEYS_PAGE);
}

async function show(
	event: RequestEvent,
	label: string,
	work: (client: Client) => Promise<ShownKey>,
): Promise<Refused | Shown> {
	let shownKey: ShownKey | undefined;
	const trouble = await act(event, async (client) => {
		shownKey = await work(client);
	});
	if (trouble) return fail(trouble.status, { ...trouble.data, label });
	if (!shownKey) throw new Error('a key was neither made nor refused');
	return { shownKey };
}

async function act(event: RequestEvent, work: (client: Client) => Promise<void>) {
	const token = readToken(event);
	if (token === undefined) return fail(401, { message: 'You are not signed in any more.' });
	return attempt(() => work(openClient(event, token)));
}
