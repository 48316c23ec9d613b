import { findApiKey } from '@codejoust/db/queries/keys/api-keys';
import { findOrganisation } from '@codejoust/db/queries/keys/organisations';
import type { ApiDeps } from '../../deps.ts';
import type { FoundOwnKey } from '../../present/access.ts';
import { readQuotas } from './charge-quota.ts';

/** A key as its holder sees it. */
export async function readOwnKey(
	{ db, now }: Pick<ApiDeps, 'db' | 'now'>,
	keyId: string,
): Promise<FoundOwnKey> {
	const key = await findApiKey(db, keyId);
	if (!key) throw new Error(`the key ${keyId} vanished while it was used`);
	const organisation = await findOrganisation(db, key.organisation);
	if (!organisation) throw new Error(`the key ${keyId} belongs to no organisation`);
	return { key, organisation, quotas: await readQuotas(db, { keyId, now: now() }) };
}
