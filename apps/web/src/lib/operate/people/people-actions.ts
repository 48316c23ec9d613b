import type { RequestEvent } from '@sveltejs/kit';
import { formatUnits } from '../../format/quantity.ts';
import { readField, type Failure } from '../../server/form.ts';
import { act } from '../form.ts';

const placeOf = (id: string) => `/operate/people#${encodeURIComponent(id)}`;

export async function endSessionsOf(event: RequestEvent): Promise<Failure> {
	const id = await readField(event, 'id');
	return act(event, placeOf(id), async (client) => {
		const { sessions } = await client.person(id);
		const { name } = await client.endSessionsOf(id);
		return `${formatUnits(sessions, 'session')} of ${name} ended.`;
	});
}

export async function blockPerson(event: RequestEvent): Promise<Failure> {
	const id = await readField(event, 'id');
	return act(event, placeOf(id), async (client) => {
		const { sessions, keys_made: keys } = await client.person(id);
		const { name } = await client.blockPerson(id);
		return `${name} is blocked: ${formatUnits(sessions, 'session')} ended, ${formatUnits(keys, 'key')} revoked.`;
	});
}

export async function unblockPerson(event: RequestEvent): Promise<Failure> {
	const id = await readField(event, 'id');
	return act(event, placeOf(id), async (client) => {
		const { name } = await client.unblockPerson(id);
		return `${name} may sign in again.`;
	});
}
