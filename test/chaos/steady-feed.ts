import { setTimeout as pause } from 'node:timers/promises';
import type { CodejoustProcess } from '../support/codejoust-process.ts';
import { send, smallSubmission } from '../support/small-benchmark.ts';

/** A submission that was taken. */
export type Sent = { readonly id: string };

/** No more than a page of its list. */
const MOST_SUBMISSIONS = 90;
/** Of them, as many are judged at a time. */
const UNDERWAY = 3;
const LOOK_EVERY_MS = 250;

/**
 * Sends submissions, so that a few are always under way, until the signal. Each is sent under one Idempotency-Key until it is
 * taken, by whatever site is there.
 */
export async function feed(
	{
		site,
		benchmark,
		questions,
	}: {
		readonly site: () => CodejoustProcess;
		readonly benchmark: string;
		readonly questions: number;
	},
	signal: AbortSignal,
): Promise<readonly Sent[]> {
	const sent: Sent[] = [];
	const isOver = () => signal.aborted;
	while (!isOver() && sent.length < MOST_SUBMISSIONS) {
		const body = smallSubmission(benchmark, `model-${sent.length}`, questions);
		sent.push(await sendUntilTaken(site, body));
		while (!isOver() && (await countUnfinished(site)) >= UNDERWAY) await pause(LOOK_EVERY_MS);
	}
	return sent;
}

async function sendUntilTaken(site: () => CodejoustProcess, body: object): Promise<Sent> {
	const headers = { 'idempotency-key': crypto.randomUUID() };
	for (;;) {
		const answer = await send(site(), '/v1/submissions', { method: 'POST', body, headers }).catch(
			() => undefined,
		);
		if (answer?.status === 201) return answer.json as Sent;
		// A key whose process was killed is free again a minute later; a site that is away is back before.
		if (answer && answer.status !== 409 && answer.status < 500)
			throw new Error(`a submission was refused: ${answer.text}`);
		await pause(LOOK_EVERY_MS);
	}
}

/** As many as may be under way, where no site answers. */
async function countUnfinished(site: () => CodejoustProcess): Promise<number> {
	return site()
		.client.runs({ state: 'unfinished', limit: UNDERWAY })
		.then(
			({ items }) => items.length,
			() => UNDERWAY,
		);
}
