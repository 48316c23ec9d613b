import { createHmac } from 'node:crypto';
import {
	findNotice,
	markDelivered,
	type NoticeRow,
} from '@codejoust/db/queries/rejudgings/notices';
import { findRejudging, type RejudgingRow } from '@codejoust/db/queries/rejudgings/rejudgings';
import type { ApiDeps } from '../../deps.ts';
import type { Webhook } from '../../webhook.ts';

const PATIENCE_MS = 10_000;

/** Writes the body of a notice, with the re-judging that it is about. */
type WriteNotice = (notice: NoticeRow, rejudging: RejudgingRow | undefined) => string;

/** Sends a notice to the webhook and writes down that it was taken. Throws when it was not, to be tried again. */
export async function postNotice(
	{ db }: Pick<ApiDeps, 'db'>,
	{ webhook, write }: { readonly webhook: Webhook; readonly write: WriteNotice },
	id: number,
): Promise<void> {
	const row = await findNotice(db, id);
	if (!row || row.deliveredAt) return;
	const { rejudgingId } = row;
	const rejudging = rejudgingId === null ? undefined : await findRejudging(db, rejudgingId);
	const body = write(row, rejudging);
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
