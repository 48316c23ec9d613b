import type { BenchmarkChange, Client } from '@codejoust/api/client';
import { type ActionFailure, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { describeTrouble, openClient } from '../server/api.ts';
import { readDollars } from './dollars.ts';
import { leaveNote, readKey } from './session.ts';

type Failure = ActionFailure<{ readonly message: string }>;

const VISIBILITIES = ['public', 'unlisted', 'private'] as const;

/** Limits what all runs may cost; an empty field takes the limit away. */
export async function setServiceBudget(event: RequestEvent): Promise<Failure> {
	const form = await event.request.formData();
	const budget = readDollars(fieldOf(form, 'dollars'));
	if (budget === 'unreadable') return refuseDollars();
	return act(event, 'budget', async (client) => {
		await client.setServiceBudget(budget);
		return 'The budget of the service is set.';
	});
}

/** The same of one run. */
export async function setRunBudget(event: RequestEvent): Promise<Failure> {
	const form = await event.request.formData();
	const budget = readDollars(fieldOf(form, 'dollars'));
	if (budget === 'unreadable') return refuseDollars();
	return act(event, 'budget', async (client) => {
		const { model, benchmark } = await client.setRunBudget(fieldOf(form, 'run'), budget);
		return `The budget of ${model.name} on ${benchmark} is set; a run that has paused over it is to be resumed.`;
	});
}

/** Retires a benchmark version, takes that back, or changes who sees it. */
export async function changeBenchmark(event: RequestEvent): Promise<Failure> {
	const form = await event.request.formData();
	const name = fieldOf(form, 'benchmark');
	const change = readChange(form);
	return act(event, 'benchmarks', async (client) => {
		const { visibility, retired_at: at } = await client.changeBenchmark(name, change);
		return `${name} is ${visibility} and ${at === null ? 'takes submissions' : 'retired'}.`;
	});
}

function readChange(form: FormData): BenchmarkChange {
	const visibility = VISIBILITIES.find((one) => one === fieldOf(form, 'visibility'));
	const retired = fieldOf(form, 'retired');
	return {
		...(visibility === undefined ? {} : { visibility }),
		...(retired === '' ? {} : { retired: retired === 'yes' }),
	};
}

function refuseDollars(): Failure {
	return fail(422, { message: 'That is no amount: write dollars such as 2.50, or nothing.' });
}

/** Does it with the operator's key and leads back to the page with a sentence, or says why not. */
async function act(
	event: RequestEvent,
	place: string,
	work: (client: Client) => Promise<string>,
): Promise<Failure> {
	const key = readKey(event);
	if (key === undefined) return fail(401, { message: 'Nobody is signed in any more.' });
	try {
		leaveNote(event, await work(openClient(event, key)));
	} catch (cause) {
		const trouble = describeTrouble(cause);
		if (!trouble) throw cause;
		return fail(trouble.status, { message: trouble.detail });
	}
	redirect(303, `/operate/service#${place}`);
}

function fieldOf(form: FormData, name: string): string {
	const value = form.get(name);
	return typeof value === 'string' ? value.trim() : '';
}
