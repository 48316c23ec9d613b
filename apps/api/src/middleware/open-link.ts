import { findShareLink } from '@codejoust/db/queries/submissions/share-links';
import { hashSecret, isSameSecret, parseShareToken } from '../api-key.ts';
import type { ApiDeps } from '../deps.ts';
import { Refusal } from '../refusal.ts';

/** A link that is open, and the submission that it lets its reader see. */
export type OpenedLink = { readonly id: string; readonly submissionId: string };

/** The link that a token names. Refuses one that is unknown, revoked or expired with `not-found`; the first two look alike to who guesses. */
export async function openLink(
	{ db, now }: Pick<ApiDeps, 'db' | 'now'>,
	token: string,
): Promise<OpenedLink> {
	const parsed = parseShareToken(token);
	const stored = parsed && (await findShareLink(db, parsed.id));
	const isKnown = isSameSecret(parsed?.secret ?? '', stored?.secretHash ?? hashSecret('-'));
	if (!stored || !isKnown) throw refuse('This link is not known.');
	const { id, submissionId, revokedAt, expiresAt } = stored;
	if (revokedAt) throw refuse(`This link was revoked on ${dayOf(revokedAt)}.`);
	if (expiresAt && expiresAt <= now()) throw refuse(`This link expired on ${dayOf(expiresAt)}.`);
	return { id, submissionId };
}

const dayOf = (at: Date) => at.toISOString().slice(0, 10);

function refuse(sentence: string): Refusal {
	return new Refusal('not-found', `${sentence} Ask for a new one where you got it.`);
}
