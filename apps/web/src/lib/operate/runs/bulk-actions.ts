import { type Client, ProblemError, type Run } from '@codejoust/contract/client';
import { WAIT_CAUSES } from '@codejoust/contract/schemas/closed-lists';
import { type ActionFailure, fail, type RequestEvent } from '@sveltejs/kit';
import { formatUnits } from '../../format/quantity.ts';
import { type Failure, readField } from '../../server/form.ts';
import { act, asOperator } from '../form.ts';
import { describeQuestion } from './bulk-question.ts';
import { possibleActions, type RunAction } from './run-actions.ts';

/** As many as a table shows. */
const MOST = 200;
const MOST_REASONS = 3;
const LANES = 8;

export type BulkQuestion = {
	readonly action: 'cancel' | 'retry';
	readonly sentence: string;
	readonly ids: readonly string[];
};
type Asked = { readonly question: BulkQuestion; readonly message?: undefined };

const DONE: Readonly<Record<RunAction, string>> = {
	pause: 'paused',
	resume: 'resumed',
	cancel: 'cancelled',
	retry: 'opened again',
};

/** Does the same with every run that is marked, and says how many did it and why the others did not. */
export async function actOnRuns(event: RequestEvent, action: RunAction): Promise<Failure> {
	const ids = await readIds(event);
	if (ids.length === 0) return fail(422, { message: 'Mark at least one run.' });
	return act(event, pageOf(event), async (client) => {
		const refused = (
			await eachOf(ids, async (id) => ({ id, reason: await control(client, id, action) }))
		)
			.filter(({ reason }) => reason !== undefined)
			.map(({ id, reason }) => `${id}: ${reason}`);
		return describeBulk(action, ids.length - refused.length, refused);
	});
}

/** Asks before the runs are cancelled or asked again, with what that takes. */
export async function askToAct(
	event: RequestEvent,
	action: 'cancel' | 'retry',
): Promise<Asked | ActionFailure<{ readonly message: string }>> {
	const ids = await readIds(event);
	if (ids.length === 0) return fail(422, { message: 'Mark at least one run.' });
	let runs: readonly Run[] = [];
	const trouble = await asOperator(event, async (client) => {
		runs = await eachOf(ids, (id) => client.run(id));
	});
	if (trouble) return trouble;
	const affected = runs.filter((run) => possibleActions(run).includes(action));
	if (affected.length === 0)
		return fail(422, {
			message: `None of the ${formatUnits(ids.length, 'marked run')} can do that: ${action === 'cancel' ? 'all have ended' : 'none has unscored games to ask again'}.`,
		});
	return {
		question: {
			action,
			sentence: describeQuestion(action, affected, runs.length),
			ids: affected.map(({ id }) => id),
		},
	};
}

/** Resumes every run that waits for one cause. */
export async function resumeCause(event: RequestEvent): Promise<Failure> {
	const asked = await readField(event, 'cause');
	const cause = WAIT_CAUSES.find((one) => one === asked);
	if (cause === undefined) return fail(422, { message: 'No run waits for that.' });
	return act(event, pageOf(event), async (client) => {
		const { runs } = await client.liftHolds(cause);
		return `${formatUnits(runs.length, 'run')} that waited (${cause}) can continue.`;
	});
}

/** What a bulk act says afterwards: `refused` has a sentence for each run that did not do it. */
function describeBulk(action: RunAction, done: number, refused: readonly string[]): string {
	const said = `${formatUnits(done, 'run')} ${DONE[action]}.`;
	if (refused.length === 0) return said;
	const rest = refused.length - MOST_REASONS;
	const reasons = refused.slice(0, MOST_REASONS).join(' ');
	return `${said} ${formatUnits(refused.length, 'run')} not: ${reasons}${rest > 0 ? ` And ${rest} more.` : ''}`;
}

/** The API's sentence where it refuses. */
async function control(client: Client, id: string, action: RunAction): Promise<string | undefined> {
	try {
		await client.controlRun(id, action);
		return undefined;
	} catch (cause) {
		// The others are tried all the same.
		if (cause instanceof ProblemError) return cause.problem.detail;
		throw cause;
	}
}

/** A few at a time: one after the other takes seconds, and all together would take every connection. */
async function eachOf<Result>(
	ids: readonly string[],
	work: (id: string) => Promise<Result>,
): Promise<readonly Result[]> {
	const results: Result[] = [];
	const waiting = ids.entries();
	const lane = async () => {
		for (const [at, id] of waiting) results[at] = await work(id);
	};
	await Promise.all(Array.from({ length: LANES }, lane));
	return results;
}

async function readIds(event: RequestEvent): Promise<readonly string[]> {
	const form = await event.request.clone().formData();
	const ids = form.getAll('run').filter((id) => typeof id === 'string');
	return [...new Set(ids)].slice(0, MOST);
}

/** The table as it was asked for, without the name of the action. */
function pageOf({ url }: RequestEvent): string {
	const search = new URLSearchParams(url.search);
	for (const name of [...search.keys()]) if (name.startsWith('/')) search.delete(name);
	return search.size === 0 ? url.pathname : `${url.pathname}?${search}`;
}
