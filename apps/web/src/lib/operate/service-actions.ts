import type { BenchmarkChange } from '@codejoust/contract/client';
import {
	REFERENCE_ORIGINS,
	REFERENCE_VISIBILITIES,
	VISIBILITIES,
} from '@codejoust/contract/schemas/closed-lists';
import { fail, type RequestEvent } from '@sveltejs/kit';
import { type Failure, readField } from '../server/form.ts';
import { readDollars } from './dollars.ts';
import { act } from './form.ts';

/** Limits what all runs may cost; an empty field takes the limit away. */
export async function setServiceBudget(event: RequestEvent): Promise<Failure> {
	const budget = readDollars(await readField(event, 'dollars'));
	if (budget === 'unreadable') return refuseDollars();
	return act(event, '/operate/service#budget', async (client) => {
		await client.setServiceBudget(budget);
		return 'The budget of the service is set.';
	});
}

/** The same of one run. */
export async function setRunBudget(event: RequestEvent): Promise<Failure> {
	const budget = readDollars(await readField(event, 'dollars'));
	if (budget === 'unreadable') return refuseDollars();
	const run = await readField(event, 'run');
	return act(event, '/operate/service#budget', async (client) => {
		const { model, benchmark } = await client.setRunBudget(run, budget);
		return `The budget of ${model.name} on ${benchmark} is set; resume a run that has paused at its limit.`;
	});
}

/** The same on the run's own page. */
export async function setBudgetOfRun(event: RequestEvent): Promise<Failure> {
	const budget = readDollars(await readField(event, 'dollars'));
	if (budget === 'unreadable') return refuseDollars();
	return act(event, event.url.pathname, async (client) => {
		await client.setRunBudget(event.params['id'] ?? '', budget);
		return 'The budget of the run is set; resume it where it has paused at its limit.';
	});
}

/** Retires a benchmark version, takes that back, or changes who sees it. */
export async function changeBenchmark(event: RequestEvent): Promise<Failure> {
	const name = await readField(event, 'benchmark');
	const change = await readChange(event);
	return act(event, '/operate/service#benchmarks', async (client) => {
		const { visibility, retired_at: at } = await client.changeBenchmark(name, change);
		return `${name} is ${visibility} and ${at === null ? 'takes submissions' : 'retired'}.`;
	});
}

/** Publishes a version with the references of a file. */
export async function setReferences(event: RequestEvent): Promise<Failure> {
	// Once: the form holds a file.
	const form = await event.request.formData();
	const read = (field: string) => {
		const value = form.get(field);
		return typeof value === 'string' ? value : '';
	};
	const file = form.get('references');
	if (!(file instanceof Blob) || file.size === 0)
		return fail(422, { message: 'Choose a file with references.' });
	const origin = REFERENCE_ORIGINS.find((one) => one === read('origin'));
	const metadata = {
		version: read('version'),
		...(origin ? { origin } : {}),
		visibility: REFERENCE_VISIBILITIES.find((one) => one === read('visibility')) ?? 'public',
	};
	return act(event, '/operate/service#benchmarks', async (client) => {
		const made = await client.setReferences(read('benchmark'), { metadata, references: file });
		return `${made.slug}@${made.version} is published: ${made.references} of ${made.questions} questions have a reference.`;
	});
}

async function readChange(event: RequestEvent): Promise<BenchmarkChange> {
	const asked = await readField(event, 'visibility');
	const visibility = VISIBILITIES.find((one) => one === asked);
	const retired = await readField(event, 'retired');
	return {
		...(visibility === undefined ? {} : { visibility }),
		...(retired === '' ? {} : { retired: retired === 'yes' }),
	};
}

function refuseDollars(): Failure {
	return fail(422, {
		message: 'That is not an amount: write dollars such as 2.50, or leave the field empty.',
	});
}
