import type { RequestEvent } from '@sveltejs/kit';
import { formatUnits } from '../../format/quantity.ts';
import { type Failure, readField } from '../../server/form.ts';
import { act } from '../form.ts';

/** Lifts a hold, so that everything that waited for it goes on. */
export async function liftHold(event: RequestEvent): Promise<Failure> {
	const id = await readField(event, 'hold');
	return act(event, '/operate', async (client) => {
		const { items, runs } = await client.liftHold(id);
		const [hold] = items;
		const what = hold?.judge ?? 'Every judge';
		return `${what} is asked at ${hold?.endpoint ?? 'its endpoint'} again: ${formatUnits(runs.length, 'run')} can continue.`;
	});
}
