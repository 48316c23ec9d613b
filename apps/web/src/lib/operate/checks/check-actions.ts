import { SHOWN_REFERENCES } from '@codejoust/contract/schemas/closed-lists';
import { fail, type RequestEvent } from '@sveltejs/kit';
import { type Failure, readField } from '../../server/form.ts';
import { readDollars } from '../dollars.ts';
import { act } from '../form.ts';

/** Has a judge version judge the pairs of a set; an empty budget is no limit. */
export async function startCheck(event: RequestEvent): Promise<Failure> {
	const budget = readDollars(await readField(event, 'dollars'));
	if (budget === 'unreadable')
		return fail(422, {
			message: 'That is not an amount: write dollars such as 2.50, or leave the field empty.',
		});
	const [set, judge] = [await readField(event, 'set'), await readField(event, 'judge')];
	const via = await readField(event, 'via');
	const asked = await readField(event, 'reference');
	const reference = SHOWN_REFERENCES.find((one) => one === asked) ?? 'on';
	const replicate = Number(await readField(event, 'replicate'));
	return act(event, '/operate/checks#checks', async (client) => {
		const started = await client.startCheck({
			set,
			judge,
			replicate,
			reference,
			via: via === 'batch' ? via : 'live',
			...(budget === null ? {} : { budget_micro_usd: budget }),
		});
		return `${started.judge.name} is being checked with ${started.set.name}.`;
	});
}
