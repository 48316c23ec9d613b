import { createHmac } from 'node:crypto';
import { findNotice, markDelivered } from '@codejoust/db/queries/notices';
import { findRejudging } from '@codejoust/db/queries/rejudgings';
import type { ApiDeps } from '../deps.ts';
import { presentNotice, presentRejudging } from '../present/rejudging.ts';

/** Where the operator wants to be told; from the environment alone. */
export type Webhook = {
	readonly url: string;
	/** Signs what is sent. */
	readonly secret?: string | undefined;
};

const PATIENCE_MS = 10_000;

/** Sends a notice to the webhook and writes down that it was taken. Throws when it was not, to be tried again. */
export async function postNotice(
	{ db }: Pick<ApiDeps, 'db'>,
	webhook: Webhook,
	id: number,
): Promise<void> {
	const row = await findNotice(db, id);
	if (!row || row.deliveredAt) return;
	const rejudging = await findRejudging(db, row.rejudgingId);
	const { delivered_at: _, ...notice } = presentNotice(row);
	const body = JSON.stringify({ ...notice, rejudging: rejudging && presentRejudging(rejudging) });
	const { ok, status } = await fetch(webhook.url, {
		method: 'POST',
		body,
		// It leads where the operator has said, and nowhere else.
		redirect: 'error',
		signal: AbortSignal.timeout(PATIENCE_MS),
		headers: {
			'content-type': 'application/json',
			'user-agent': 'codejoust',
			// The same for every try, so that the other side can leave out a repetition.
			'codejoust-notice': String(id),
			...(webhook.secret === undefined
				? {}
				: { 'codejoust-signature': `sha256=${signatureOf(body, webhook.secret)}` }),
		},
	});
	if (!ok) throw new Error(`the webhook answered ${status}`);
	await markDelivered(db, id);
}

function signatureOf(body: string, secret: string): string {
	return createHmac('sha256', secret).update(body).digest('hex');
}
