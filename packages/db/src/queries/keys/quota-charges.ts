import { sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { quotaCharges } from '../../schema/organisations.ts';

/** What has been taken since the beginning of the day and of the month. */
export type QuotaUse = {
	readonly submissionsToday: number;
	readonly gamesThisMonth: number;
	readonly spendMicroUsdThisMonth: number;
};

export async function insertQuotaCharge(
	tx: Database,
	charge: Omit<typeof quotaCharges.$inferInsert, 'id'>,
): Promise<void> {
	await tx.insert(quotaCharges).values(charge);
}

/** Charges a run that another one needs to whom that one is charged, if to anybody; what it costs follows. */
export async function chargeWithRun(
	tx: Database,
	{
		runId,
		games,
		withRunId,
	}: { readonly runId: string; readonly games: number; readonly withRunId: string },
): Promise<void> {
	await tx.execute(sql`
		insert into quota_charges (organisation, key_id, at, submissions, games, run_id, estimate_micro_usd)
		select organisation, key_id, now(), 0, ${games}::int, ${runId}, 0
		from quota_charges where run_id = ${withRunId} order by id limit 1`);
}

/**
 * Sums what an organisation, or one key of it, has taken. A run that goes on counts with its estimate or with what it has
 * cost, whichever is more; one that is done or cancelled with what it has cost.
 */
export async function sumQuotaCharges(
	db: Database,
	scope: {
		readonly organisation: string;
		readonly keyId?: string | undefined;
		readonly dayBegan: Date;
		readonly monthBegan: Date;
	},
): Promise<QuotaUse> {
	const day = sql`${scope.dayBegan.toISOString()}::timestamptz`;
	const month = sql`${scope.monthBegan.toISOString()}::timestamptz`;
	const rows = await db.execute<Record<keyof QuotaUse, string>>(sql`
		select
			coalesce(sum(charge.submissions) filter (where charge.at >= ${day}), 0) as "submissionsToday",
			coalesce(sum(charge.games), 0) as "gamesThisMonth",
			coalesce(sum(case
				when runs.finished_at is not null or runs.held = 'cancelled'
				then coalesce(runs.cost_micro_usd, 0)
				else greatest(charge.estimate_micro_usd, coalesce(runs.cost_micro_usd, 0))
			end), 0) as "spendMicroUsdThisMonth"
		from quota_charges charge
		left join runs on runs.id = charge.run_id
		where charge.organisation = ${scope.organisation} and charge.at >= ${month}
			${scope.keyId === undefined ? sql`` : sql`and charge.key_id = ${scope.keyId}`}`);
	const [row] = rows;
	return {
		submissionsToday: Number(row?.submissionsToday ?? 0),
		gamesThisMonth: Number(row?.gamesThisMonth ?? 0),
		spendMicroUsdThisMonth: Number(row?.spendMicroUsdThisMonth ?? 0),
	};
}
