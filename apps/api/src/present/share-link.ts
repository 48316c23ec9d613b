import type { ShareLinkRow } from '@codejoust/db/queries/submissions/share-links';
import type { MadeShareLink, ShareLink } from '@codejoust/contract/schemas/share-link';

export function presentShareLink(row: ShareLinkRow, now: Date): ShareLink {
	const { id, note, createdBy, createdAt, expiresAt, revokedAt } = row;
	return {
		id,
		note,
		created_by: createdBy,
		created_at: createdAt.toISOString(),
		expires_at: expiresAt?.toISOString() ?? null,
		revoked_at: revokedAt?.toISOString() ?? null,
		is_open: revokedAt === null && (expiresAt === null || expiresAt > now),
	};
}

/** A link with its token: the one time that it is shown. */
export function presentMadeShareLink(
	{ row, token }: { readonly row: ShareLinkRow; readonly token: string },
	now: Date,
): MadeShareLink {
	return { ...presentShareLink(row, now), token };
}
