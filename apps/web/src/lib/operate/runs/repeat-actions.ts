import type { Client, Run } from '@codejoust/contract/client';
import { checkSetOfRun } from '@codejoust/contract/check-benchmark';
import type { RequestEvent } from '@sveltejs/kit';
import { formatUnits } from '../../format/quantity.ts';
import { submitForm } from '../forms/submit-form.ts';
import { describeRepeat } from './bulk-question.ts';
import { LIFT_HOLDS, RETRY_BOARD, RETRY_RUN } from './repeat-forms.ts';
import { DONE_WORDS } from './run-actions.ts';

const MOST_RUNS = 200;

/** Opens the unscored games of a run again, once their number and their cost are confirmed; `place`: where it leads. */
export function retryRun(event: RequestEvent, place?: string) {
	return submitForm(event, RETRY_RUN, {
		place: ({ fields }) => place ?? `/operate#run-${encodeURIComponent(fields['run'] ?? '')}`,
		ask: async (client, { fields }) => {
			const run = await client.run(fields['run'] ?? '');
			const games = formatUnits(run.progress.unscored, 'unscored game');
			return `Ask ${games} of ${nameRun(run)} by ${run.judge.name} again? ${describeRepeat([run])}`;
		},
		work: async (client, { fields }) => {
			const run = await client.controlRun(fields['run'] ?? '', 'retry');
			const name = nameRun(run);
			return `${name.charAt(0).toUpperCase()}${name.slice(1)} ${DONE_WORDS.retry}`;
		},
	});
}

function nameRun({ model, benchmark }: Pick<Run, 'model' | 'benchmark'>): string {
	const set = checkSetOfRun(benchmark);
	return set === undefined
		? `the run of ${model.name} on ${benchmark}`
		: `the judge check with ${set}`;
}

/** The same of all runs of a board. */
export function retryBoard(event: RequestEvent) {
	return submitForm(event, RETRY_BOARD, {
		place: '/operate#boards',
		ask: async (client, { fields }) => {
			const { benchmark = '', judge = '' } = fields;
			const { items } = await client.leaderboards();
			const board = items.find((one) => one.benchmark === benchmark && one.judge.name === judge);
			const games = formatUnits(board?.unscored_games ?? 0, 'unscored game');
			const of = `${formatUnits(board?.unscored_runs ?? 0, 'run')} on ${benchmark} by ${judge}`;
			const runs = await readUnscored(client, { benchmark, judge });
			const cost = runs === undefined ? '' : ` ${describeRepeat(runs)}`;
			return `Ask ${games} of ${of} again?${cost}`;
		},
		work: async (client, { fields }) => {
			const { benchmark = '', judge = '' } = fields;
			const { battles_reopened: battles, runs } = await client.retryBoard(benchmark, { judge });
			return `${formatUnits(battles, 'battle')} of ${formatUnits(runs.length, 'run')} on ${benchmark} are asked again.`;
		},
	});
}

/** The runs of a board with unscored games; undefined where there are too many to read. */
async function readUnscored(
	client: Client,
	{ benchmark, judge }: { readonly benchmark: string; readonly judge: string },
): Promise<readonly Run[] | undefined> {
	const q = `${benchmark} ${judge}`;
	const { items, next_cursor: next } = await client.runs({ q, limit: MOST_RUNS });
	if (next !== null) return undefined;
	return items.filter(
		(run) =>
			run.benchmark === benchmark &&
			run.judge.name === judge &&
			run.state !== 'cancelled' &&
			run.progress.unscored > 0,
	);
}

/** Lifts every open hold and resumes all that has paused by itself, once it is confirmed how much that is. */
export function liftHolds(event: RequestEvent) {
	return submitForm(event, LIFT_HOLDS, {
		place: '/operate',
		ask: async (client) => {
			const { items } = await client.holds();
			const runs = items.reduce((sum, hold) => sum + hold.runs, 0);
			const games = items.reduce((sum, hold) => sum + hold.open_games, 0);
			return `Lift ${formatUnits(items.length, 'hold')}? ${formatUnits(runs, 'run')} with ${formatUnits(games, 'open game')} then ${runs === 1 ? 'continues' : 'continue'}, and so does every run that has paused by itself. Each judge is asked one game first.`;
		},
		work: async (client) => {
			const { items, runs } = await client.liftHolds();
			return `${formatUnits(items.length, 'hold')} lifted: ${formatUnits(runs.length, 'run')} can continue.`;
		},
	});
}
