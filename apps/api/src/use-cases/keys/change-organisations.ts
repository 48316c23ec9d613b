import { appendAudit } from '@codejoust/db/queries/keys/audit';
import {
	changeOrganisation as storeChange,
	findOrganisation,
	insertOrganisation,
	type OrganisationRow,
} from '@codejoust/db/queries/keys/organisations';
import type { Database } from '@codejoust/db/connect';
import type { z } from 'zod';
import type { ApiDeps } from '../../deps.ts';
import type { Actor } from '../../actor.ts';
import { nameQuotas } from '../../quota.ts';
import type { OrganisationUse } from '../../present/access.ts';
import { Refusal } from '../../refusal.ts';
import type { newOrganisation, OrganisationChange } from '@codejoust/contract/schemas/access';
import { readOrganisationQuotas } from './charge-quota.ts';
import { asQuotaColumns } from './quota-columns.ts';

type Deps = Pick<ApiDeps, 'db' | 'now'>;

export async function readOrganisation({ db, now }: Deps, slug: string): Promise<OrganisationUse> {
	return describeOrganisation({ db, now }, await requireOrganisation(db, slug));
}

/** An organisation with what is used of its quotas. */
export async function describeOrganisation(
	{ db, now }: Deps,
	row: OrganisationRow,
): Promise<OrganisationUse> {
	return { organisation: row, quotas: await readOrganisationQuotas(db, row, now()) };
}

export async function createOrganisation(
	deps: Deps,
	{ slug, name, quotas }: z.output<typeof newOrganisation>,
	by: Actor,
): Promise<OrganisationUse> {
	await deps.db.transaction(async (tx) => {
		const row = await insertOrganisation(tx, { slug, name, ...asQuotaColumns(quotas) });
		if (!row) throw new Refusal('already-exists', `There is already an organisation "${slug}".`);
		await appendAudit(tx, {
			...by,
			action: 'organisation.create',
			subject: slug,
			after: summarise(row),
		});
	});
	return readOrganisation(deps, slug);
}

/** Changes an organisation's name or quotas; a quota that is not named stays. */
export async function changeOrganisation(
	deps: Deps,
	{
		slug,
		change,
		by,
	}: { readonly slug: string; readonly change: OrganisationChange; readonly by: Actor },
): Promise<OrganisationUse> {
	const { name, quotas } = change;
	const columns = { ...(name === undefined ? {} : { name }), ...asQuotaColumns(quotas ?? {}) };
	await deps.db.transaction(async (tx) => {
		const before = await requireOrganisation(tx, slug);
		if (Object.keys(columns).length === 0) return;
		const row = (await storeChange(tx, slug, columns)) ?? before;
		await appendAudit(tx, {
			...by,
			action: 'organisation.change',
			subject: slug,
			before: summarise(before),
			after: summarise(row),
		});
	});
	return readOrganisation(deps, slug);
}

async function requireOrganisation(db: Database, slug: string): Promise<OrganisationRow> {
	const row = await findOrganisation(db, slug);
	if (!row) throw new Refusal('not-found', `There is no organisation "${slug}".`);
	return row;
}

function summarise(row: OrganisationRow): Readonly<Record<string, unknown>> {
	return { name: row.name, quotas: nameQuotas(row) };
}
