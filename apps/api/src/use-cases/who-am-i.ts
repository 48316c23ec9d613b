import { findOrganisation } from '@codejoust/db/queries/organisations';
import type { ApiDeps } from '../deps.ts';
import { presentKey, presentQuotaState } from '../present/access.ts';
import type { WhoAmI } from '../schemas/access.ts';
import { requireKey } from './change-keys.ts';
import { readQuotas } from './charge-quota.ts';

/** A key as its holder sees it. */
export async function readWhoAmI(
	{ db, now }: Pick<ApiDeps, 'db' | 'now'>,
	keyId: string,
): Promise<WhoAmI> {
	const at = now();
	const key = await requireKey(db, keyId);
	const organisation = await findOrganisation(db, key.organisation);
	if (!organisation) throw new Error(`the key ${keyId} belongs to no organisation`);
	const quotas = await readQuotas(db, { keyId, now: at });
	return {
		key: presentKey(key, at),
		organisation: { slug: organisation.slug, name: organisation.name },
		quotas: quotas.map(presentQuotaState),
	};
}
