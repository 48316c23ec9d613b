import type { Client, ShownKey } from '@codejoust/contract/client';
import { type ActionFailure, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { asOperator } from '../form.ts';
import {
	type Fields,
	fieldsOf,
	readNewKey,
	readNewOrganisation,
	readQuotas,
	type Read,
} from './key-fields.ts';
import { leaveNote } from '../session.ts';
import { countSessions } from './count-sessions.ts';

/** `form`: which of the page's forms it was, so that what was typed stands there again. */
type Refused = ActionFailure<{
	readonly message: string;
	readonly form: string;
	readonly fields: Fields;
}>;
type Shown = { readonly shownKey: ShownKey };

const PAGE = '/operate/keys';
const MOST_SESSIONS = 100;

export function createKey(event: RequestEvent): Promise<Refused | Shown> {
	return show(event, 'key', readNewKey, (client, key, { repetition }) =>
		client.createKey(key, repetition),
	);
}

export function rotateKey(event: RequestEvent): Promise<Refused | Shown> {
	const read = (fields: Fields) => ({ kind: 'read' as const, value: fields });
	return show(event, 'rotate', read, (client, { id = '', overlap = '' }, { repetition }) =>
		client.rotateKey(id, { overlap_seconds: Number(overlap) || 0 }, repetition),
	);
}

export async function revokeKey(event: RequestEvent): Promise<Refused> {
	const fields = fieldsOf(await event.request.formData());
	return settle(event, { form: 'revoke', fields }, async (client) => {
		const open = await client.sessions({ limit: MOST_SESSIONS });
		const { id, organisation } = await client.revokeKey(fields['id'] ?? '');
		const ended = countSessions(
			{ sessions: open.items, hasMoreSessions: open.next_cursor !== null },
			id,
		);
		return {
			place: `key-${id}`,
			note: `The key ${id} of ${organisation} is revoked: ${ended} ended.`,
		};
	});
}

export async function endSession(event: RequestEvent): Promise<Refused> {
	const fields = fieldsOf(await event.request.formData());
	return settle(event, { form: 'session', fields }, async (client) => {
		const { id, key } = await client.endSession(fields['id'] ?? '');
		return { place: 'sessions', note: `The session ${id} of the key ${key.id} has ended.` };
	});
}

export async function createOrganisation(event: RequestEvent): Promise<Refused> {
	const fields = fieldsOf(await event.request.formData());
	const read = readNewOrganisation(fields);
	if (read.kind === 'wrong')
		return fail(422, { message: read.message, form: 'organisation', fields });
	return settle(event, { form: 'organisation', fields }, async (client) => {
		const { slug } = await client.createOrganisation(read.value);
		return { place: `organisation-${slug}`, note: `The organisation ${slug} is added.` };
	});
}

export async function limitOrganisation(event: RequestEvent): Promise<Refused> {
	const fields = fieldsOf(await event.request.formData());
	const read = readQuotas(fields);
	if (read.kind === 'wrong') return fail(422, { message: read.message, form: 'limit', fields });
	return settle(event, { form: 'limit', fields }, async (client) => {
		const quotas = read.value;
		const { slug } = await client.changeOrganisation(fields['slug'] ?? '', { quotas });
		return { place: `organisation-${slug}`, note: `The quotas of ${slug} are changed.` };
	});
}

/** Answers with a key that is told once: no redirect, which would have to carry it. */
async function show<Value>(
	event: RequestEvent,
	form: string,
	read: (fields: Fields) => Read<Value>,
	work: (client: Client, value: Value, fields: Fields) => Promise<ShownKey>,
): Promise<Refused | Shown> {
	const fields = fieldsOf(await event.request.formData());
	const wanted = read(fields);
	if (wanted.kind === 'wrong') return fail(422, { message: wanted.message, form, fields });
	let shownKey: ShownKey | undefined;
	const trouble = await asOperator(event, async (client) => {
		shownKey = await work(client, wanted.value, fields);
	});
	if (trouble) return fail(trouble.status, { ...trouble.data, form, fields });
	if (!shownKey) throw new Error('a key was neither made nor refused');
	return { shownKey };
}

async function settle(
	event: RequestEvent,
	sent: { readonly form: string; readonly fields: Fields },
	work: (client: Client) => Promise<{ readonly place: string; readonly note: string }>,
): Promise<Refused> {
	let place = '';
	const trouble = await asOperator(event, async (client) => {
		const done = await work(client);
		place = done.place;
		leaveNote(event, done.note);
	});
	if (trouble) return fail(trouble.status, { ...trouble.data, ...sent });
	redirect(303, `${PAGE}#${encodeURIComponent(place)}`);
}
