import { fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { withParams } from '../../link.ts';
import { type Failure, readField } from '../../server/form.ts';
import { readDollars } from '../dollars.ts';
import { act, asOperator } from '../form.ts';

const pageOf = (endpoint: string) => `/operate/endpoints/${encodeURIComponent(endpoint)}`;

/** Asks the endpoint the questions of the sample, within a limit, and leads to the report. */
export async function startFirstHour(event: RequestEvent): Promise<Failure> {
	const endpoint = event.params['endpoint'] ?? '';
	const limit = readDollars((await readField(event, 'limit')).trim());
	if (typeof limit !== 'number' || limit === 0)
		return fail(422, { message: 'The limit is an amount of dollars above 0, such as 2.00.' });
	const questions = Number(await readField(event, 'questions'));
	if (!Number.isInteger(questions) || questions < 1 || questions > 20)
		return fail(422, { message: 'The number of questions is from 1 to 20.' });
	const judge = (await readField(event, 'judge')).trim();
	const isUnpriced = (await readField(event, 'unpriced')) === 'yes';
	let id = '';
	const trouble = await asOperator(event, async (client) => {
		const started = await client.startFirstHour(endpoint, {
			limit_micro_usd: limit,
			questions,
			unpriced: isUnpriced,
			...(judge === '' ? {} : { judge }),
		});
		id = started.id;
	});
	if (trouble) return trouble;
	redirect(303, `${withParams(pageOf(endpoint), { hour: id })}#report`);
}

/** Registers a judge version with the project's own prompt, and binds it here. */
export async function registerJudge(event: RequestEvent): Promise<Failure> {
	const endpoint = event.params['endpoint'] ?? '';
	const slug = (await readField(event, 'slug')).trim();
	const model = (await readField(event, 'model')).trim();
	if (slug === '' || model === '')
		return fail(422, { message: 'Write the name of the judge and the id of its model.' });
	return act(event, pageOf(endpoint), async (client) => {
		const { name } = await client.createJudge({ slug, definition: { kind: 'pairwise', model } });
		await client.bindJudge(name, endpoint);
		return `${name} is registered and is asked at ${endpoint}.`;
	});
}
