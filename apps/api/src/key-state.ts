import type { ApiKeyRow } from '@codejoust/db/queries/keys/api-keys';
import type { ApiKey } from '@codejoust/contract/schemas/access';

/** Whether a key may still be used. */
export function deriveKeyState(
	{ revokedAt, expiresAt }: Pick<ApiKeyRow, 'revokedAt' | 'expiresAt'>,
	now: Date,
): ApiKey['state'] {
	if (revokedAt) return 'revoked';
	return expiresAt && expiresAt <= now ? 'expired' : 'active';
}
