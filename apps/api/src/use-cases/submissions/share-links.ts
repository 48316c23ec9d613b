import { appendAudit } from '@codejoust/db/queries/keys/audit';
import {
	findShareLink,
	insertShareLink,
	countOpenLinks,
	lockSharedSubmission,
	revokeShareLink as revokeStored,
	type ShareLinkRow,
} from '@codejoust/db/queries/submissions/share-links';
import type { SubmissionRow } from '@codejoust/db/queries/submissions/submissions';
import { MOST_SHARE_LINKS, type NewShareLink } from '@codejoust/contract/schemas/share-link';
import type { Actor } from '../../actor.ts';
import { hashSecret, makeShareToken } from '../../api-key.ts';
import type { ApiDeps } from '../../deps.ts';
import { Refusal } from '../../refusal.ts';

type LinkDeps = Pick<ApiDeps, 'db' | 'now'>;
const DAY_MS = 86_400_000;

/**
 * Makes a link that lets anyone who has it read a submission, and returns its token, of which only a hash is stored. Refuses
 * with `conflict` a draft, which has no result, what is public or withdrawn, and more than 20 open links.
 */
export async function makeShareLink(
	{ db, now }: LinkDeps,
	submission: SubmissionRow,
	{ order, by }: { readonly order: NewShareLink; readonly by: Actor },
): Promise<{ readonly row: ShareLinkRow; readonly token: string }> {
	const { id: submissionId } = submission;
	refuseUnshared(submission);
	const at = now();
	const { id, secret, token } = makeShareToken();
	const { note = null, expires_in_days: days } = order;
	const expiresAt = days === undefined ? null : new Date(at.getTime() + days * DAY_MS);
	const row = await db.transaction(async (tx) => {
		await lockSharedSubmission(tx, submissionId);
		if ((await countOpenLinks(tx, { submissionId, at })) >= MOST_SHARE_LINKS)
			throw new Refusal(
				'conflict',
				`Submission ${submissionId} has ${MOST_SHARE_LINKS} open links, and no more are allowed: revoke one.`,
			);
		const made = await insertShareLink(tx, {
			...{ id, submissionId, note, expiresAt, createdBy: by.actor },
			secretHash: hashSecret(secret),
			createdAt: at,
		});
		const detail = { link: id, note, expires_at: expiresAt?.toISOString() ?? null };
		await appendAudit(tx, { ...by, action: 'submission.share', subject: submissionId, detail });
		return made;
	});
	return { row, token };
}

function refuseUnshared({ id, state, isBaseline }: SubmissionRow): void {
	const why =
		state === 'draft'
			? 'is a draft: there is no result to share'
			: state === 'withdrawn'
				? 'is withdrawn: there is no result to share'
				: state === 'published' || isBaseline
					? 'is public: share the address of its page'
					: undefined;
	if (why) throw new Refusal('conflict', `Submission ${id} ${why}.`);
}

/** Revokes a link: from now on it opens nothing. One that is revoked stays as it is. */
export async function revokeShareLink(
	{ db, now }: LinkDeps,
	{ id: submissionId }: Pick<SubmissionRow, 'id'>,
	{ link: id, by }: { readonly link: string; readonly by: Actor },
): Promise<ShareLinkRow> {
	return db.transaction(async (tx) => {
		const revoked = await revokeStored(tx, { id, submissionId, at: now() });
		const row = revoked ?? (await findShareLink(tx, id));
		if (row?.submissionId !== submissionId)
			throw new Refusal('not-found', `Submission ${submissionId} has no link "${id}".`);
		if (revoked)
			await appendAudit(tx, {
				...by,
				action: 'submission.unshare',
				subject: submissionId,
				detail: { link: id, note: row.note },
			});
		return row;
	});
}
