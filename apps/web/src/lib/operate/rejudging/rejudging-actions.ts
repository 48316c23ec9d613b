import { type ActionFailure, fail, redirect, type RequestEvent } from '@sveltejs/kit';
import { type Failure, readField } from '../../server/form.ts';
import { rejudgingPath } from '../../link.ts';
import { readDollars } from '../dollars.ts';
import { act, asOperator } from '../form.ts';
import { type Fields, fieldsOf } from '../keys/key-fields.ts';
import { readDecision } from './read-decision.ts';
import { readGates, readNewRejudging } from './rejudging-fields.ts';
import { leaveNote } from '../session.ts';

type Refused = ActionFailure<{ readonly message: string; readonly fields: Fields }>;

/** Plans a re-judging and leads to its page, where it is confirmed. */
export async function planRejudging(event: RequestEvent): Promise<Refused> {
	const fields = fieldsOf(await event.request.formData());
	const read = readNewRejudging(fields);
	if (read.kind === 'wrong') return fail(422, { message: read.message, fields });
	let id = '';
	const trouble = await asOperator(event, async (client) => {
		id = (await client.planRejudging(read.value)).id;
		leaveNote(event, 'Planned. The judge is not asked before you confirm the figure.');
	});
	if (trouble) return fail(trouble.status, { ...trouble.data, fields });
	redirect(303, rejudgingPath(id));
}

/** Sets what holds promotions back on this installation. */
export async function setGates(event: RequestEvent): Promise<Failure> {
	const read = readGates(fieldsOf(await event.request.formData()));
	if (read.kind === 'wrong') return fail(422, { message: read.message });
	return act(event, rejudgingPath(), async (client) => {
		await client.setPromotionGates(read.value);
		return 'The gates are set.';
	});
}

export async function startRejudging(event: RequestEvent): Promise<Failure> {
	const confirmation = await readField(event, 'confirmation');
	return act(event, event.url.pathname, async (client) => {
		await client.startRejudging(idOf(event), confirmation);
		return 'Started: the live board does not change.';
	});
}

export function controlRejudging(
	event: RequestEvent,
	action: 'pause' | 'resume',
): Promise<Failure> {
	return act(event, event.url.pathname, async (client) => {
		await client.controlRejudging(idOf(event), action);
		return action === 'pause' ? 'Paused.' : 'It continues.';
	});
}

export async function promoteRejudging(event: RequestEvent): Promise<Failure> {
	const fields = fieldsOf(await event.request.formData());
	const reason = (fields['reason'] ?? '').trim();
	return act(event, event.url.pathname, async (client) => {
		// What it changes is known before: afterwards both boards may move.
		const { rejudging, consequences = [] } = await readDecision(client, idOf(event));
		await client.promoteRejudging(idOf(event), {
			reason,
			over_gates: fields['over-gates'] === 'yes',
		});
		const { live_judge: from, to, benchmark } = rejudging;
		const back = from === null ? '' : ` To roll back, make ${from} live again.`;
		return [`Promoted: ${to.name} is the live judge of ${benchmark}.${back}`, ...consequences].join(
			' ',
		);
	});
}

const DONE = {
	discard: 'Discarded: the live board stays, and the judgments are kept.',
	cancel: 'Cancelled: the judgments are kept.',
} as const;

export async function decideRejudging(
	event: RequestEvent,
	decision: keyof typeof DONE,
): Promise<Failure> {
	const reason = (await readField(event, 'reason')).trim();
	return act(event, event.url.pathname, async (client) => {
		await client.endRejudging(idOf(event), decision, reason);
		return DONE[decision];
	});
}

export async function setRejudgingBudget(event: RequestEvent): Promise<Failure> {
	const budget = readDollars(await readField(event, 'dollars'));
	if (budget === 'unreadable')
		return fail(422, {
			message: 'That is not an amount: write dollars such as 2.50, or leave the field empty.',
		});
	return act(event, event.url.pathname, async (client) => {
		await client.setRejudgingBudget(idOf(event), budget);
		return 'The budget is set.';
	});
}

function idOf({ params }: RequestEvent): string {
	return params['id'] ?? '';
}
