import { type Client, ProblemError } from '@codejoust/contract/client';
import { WAIT_CAUSES } from '@codejoust/contract/schemas/closed-lists';
import { type ActionFailure, fail, type RequestEvent } from '@sveltejs/kit';
import { formatUnits } from '../../format/quantity.ts';
import { type Failure, readField } from '../../server/form.ts';
import { act, asOperator } from '../form.ts';
import type { RunAction } from './run-actions.ts';

/** As many as a table shows. */
const MOST = 200;
const MOST_REASONS = 3;

export type BulkQuestion = { readonly sentence: string; readonly ids: readonly string[] };
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
		const refused: string[] = [];
		for (const id of ids) {
			const reason = await control(client, id, action);
			if (reason !== undefined) refused.push(`${id}: ${reason}`);
		}
		return describeBulk(action, ids.length - refused.length, refused);
	});
}

/** Asks before the runs are cancelled, with what is lost. */
export async function askToCancel(
	event: RequestEvent,
): Promise<Asked | ActionFailure<{ readonly message: string }>> {
	const ids = await readIds(event);
	if (ids.length === 0) return fail(422, { message: 'Mark at least one run.' });
	let open = 0;
	const trouble = await asOperator(event, async (client) => {
		for (const id of ids) open += (await client.run(id)).progress.open;
	});
	if (trouble) return trouble;
	const sentence = `Cancel ${formatUnits(ids.length, 'run')}? Their judgments stay; ${formatUnits(open, 'game')} will not be asked, and these runs put no model on a board.`;
	return { question: { sentence, ids } };
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
		if (cause instanceof ProblemError && cause.problem.status < 500) return cause.problem.detail;
		throw cause;
	}
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
