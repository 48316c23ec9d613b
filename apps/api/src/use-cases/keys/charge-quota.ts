import type { Database } from '@codejoust/db/connect';
import { findApiKey } from '@codejoust/db/queries/keys/api-keys';
import { findOrganisation, lockOrganisation } from '@codejoust/db/queries/keys/organisations';
import { insertQuotaCharge, sumQuotaCharges } from '@codejoust/db/queries/keys/quota-charges';
import {
	describeBreach,
	findBreaches,
	type QuotaLimits,
	quotaPeriods,
	type QuotaState,
	quotaStates,
} from '../../quota.ts';
import { Refusal } from '../../refusal.ts';
import type { QuotaBreach } from '@codejoust/contract/schemas/problem';

export type QuotaDemand = {
	readonly keyId: string;
	readonly now: Date;
	readonly submissions: number;
	readonly games: number;
	/** The run whose cost takes the estimate's place as it goes on. */
	readonly runId?: string | undefined;
	/** Micro-dollars, `undefined` without a price; asked for only where somebody's spend is limited. */
	readonly estimate?: () => Promise<number | undefined>;
};

/**
 * Takes what a key's request needs out of the quotas of the key and of its organisation, or refuses. Call it in the
 * transaction that stores what it is taken for, as its last step: the organisation's other requests wait from here to its end, so
 * that two at once cannot both take the last of a quota, and a refusal stores nothing.
 */
export async function chargeQuota(tx: Database, demand: QuotaDemand): Promise<void> {
	const { keyId, now, submissions, games, runId = null } = demand;
	const found = await findRoom(tx, demand);
	if (!found) return;
	await insertQuotaCharge(tx, {
		organisation: found.organisation,
		keyId,
		at: now,
		submissions,
		games,
		runId,
		estimateMicroUsd: found.spend,
	});
}

/** Refuses as `chargeQuota` does where a key's request needs more than its quotas have, and takes nothing. */
export async function refuseBeyondQuota(tx: Database, demand: QuotaDemand): Promise<void> {
	await findRoom(tx, demand);
}

async function findRoom(
	tx: Database,
	demand: QuotaDemand,
): Promise<{ readonly organisation: string; readonly spend: number } | undefined> {
	const { keyId, now, submissions, games } = demand;
	const key = await findApiKey(tx, keyId);
	// What a starting server loads belongs to nobody.
	if (!key) return undefined;
	const organisation = await lockOrganisation(tx, key.organisation);
	const isSpendLimited = [key, organisation].some(
		({ spendMicroUsdPerMonth: limit }) => limit !== null,
	);
	const spend = isSpendLimited && demand.estimate ? await requirePrice(demand.estimate) : 0;
	const states = await readStates(tx, { key, organisation, now });
	refuseBreaches(
		findBreaches(states, {
			'submissions-per-day': submissions,
			'games-per-month': games,
			'spend-per-month': spend,
		}),
		now,
	);
	return { organisation: key.organisation, spend };
}

/** The quotas of a key and of its organisation as they stand. */
export async function readQuotas(
	db: Database,
	{ keyId, now }: { readonly keyId: string; readonly now: Date },
): Promise<readonly QuotaState[]> {
	const key = await findApiKey(db, keyId);
	const organisation = key && (await findOrganisation(db, key.organisation));
	return key && organisation ? readStates(db, { key, organisation, now }) : [];
}

/** The quotas of an organisation as they stand. */
export async function readOrganisationQuotas(
	db: Database,
	organisation: QuotaLimits & { readonly slug: string },
	now: Date,
): Promise<readonly QuotaState[]> {
	const periods = quotaPeriods(now);
	const use = await sumQuotaCharges(db, { organisation: organisation.slug, ...periods });
	return quotaStates('organisation', organisation, use, periods);
}

async function readStates(
	db: Database,
	{
		key,
		organisation,
		now,
	}: {
		readonly key: QuotaLimits & { readonly id: string };
		readonly organisation: QuotaLimits & { readonly slug: string };
		readonly now: Date;
	},
): Promise<readonly QuotaState[]> {
	const periods = quotaPeriods(now);
	const ofKey = { organisation: organisation.slug, keyId: key.id, ...periods };
	return [
		...(await readOrganisationQuotas(db, organisation, now)),
		...quotaStates('key', key, await sumQuotaCharges(db, ofKey), periods),
	];
}

async function requirePrice(estimate: () => Promise<number | undefined>): Promise<number> {
	const cost = await estimate();
	if (cost !== undefined) return cost;
	throw new Refusal(
		'conflict',
		'Your spend is limited and the judge has no price, so that the cost cannot be compared with the quota. An operator sets one with PUT /v1/judges/{judge}/price.',
	);
}

function refuseBreaches(breaches: readonly QuotaBreach[], now: Date): void {
	if (breaches.length === 0) return;
	// What can never pass first, then what has to wait longest.
	const [worst] = breaches.toSorted(
		(a, b) =>
			Number(b.asked > b.limit) - Number(a.asked > a.limit) ||
			Date.parse(b.resets_at) - Date.parse(a.resets_at),
	);
	if (!worst) return;
	const isHopeless = worst.asked > worst.limit;
	const seconds = Math.max(1, Math.ceil((Date.parse(worst.resets_at) - now.getTime()) / 1000));
	throw new Refusal(
		isHopeless ? 'quota-too-small' : 'quota-exhausted',
		describeBreach(worst),
		breaches.map((breach) => ({
			name: `quota.${breach.holder}.${breach.name}`,
			value: String(breach.asked),
			reason: describeBreach(breach),
		})),
		breaches.length,
		{ quota: worst, ...(isHopeless ? {} : { retryAfterSeconds: seconds }) },
	);
}
