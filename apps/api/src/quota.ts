import { describeDollars } from './describe-dollars.ts';
import type { QuotaUse } from '@codejoust/db/queries/keys/quota-charges';
import type { Quotas } from '@codejoust/contract/schemas/access';
import type { QuotaBreach } from '@codejoust/contract/schemas/problem';

export type QuotaName = QuotaBreach['name'];
export type QuotaHolder = QuotaBreach['holder'];
/** What may be used up; null is no limit. */
export type QuotaLimits = {
	readonly submissionsPerDay: number | null;
	readonly gamesPerMonth: number | null;
	readonly spendMicroUsdPerMonth: number | null;
};
export type QuotaPeriods = {
	readonly dayBegan: Date;
	readonly dayEnds: Date;
	readonly monthBegan: Date;
	readonly monthEnds: Date;
};
export type QuotaState = {
	readonly name: QuotaName;
	readonly holder: QuotaHolder;
	readonly limit: number | null;
	readonly used: number;
	readonly resetsAt: Date;
};

/** Quotas by the names that the API and the audit log give them. */
export function nameQuotas(limits: QuotaLimits): Quotas {
	return {
		submissions_per_day: limits.submissionsPerDay,
		games_per_month: limits.gamesPerMonth,
		spend_micro_usd_per_month: limits.spendMicroUsdPerMonth,
	};
}

/** The day and the month of UTC that a moment lies in. */
export function quotaPeriods(now: Date): QuotaPeriods {
	const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
	return {
		dayBegan: new Date(Date.UTC(year, month, day)),
		dayEnds: new Date(Date.UTC(year, month, day + 1)),
		monthBegan: new Date(Date.UTC(year, month, 1)),
		monthEnds: new Date(Date.UTC(year, month + 1, 1)),
	};
}

/** How far a holder's quotas are used. */
export function quotaStates(
	holder: QuotaHolder,
	limits: QuotaLimits,
	use: QuotaUse,
	{ dayEnds, monthEnds }: QuotaPeriods,
): readonly QuotaState[] {
	return [
		{
			name: 'submissions-per-day',
			holder,
			limit: limits.submissionsPerDay,
			used: use.submissionsToday,
			resetsAt: dayEnds,
		},
		{
			name: 'games-per-month',
			holder,
			limit: limits.gamesPerMonth,
			used: use.gamesThisMonth,
			resetsAt: monthEnds,
		},
		{
			name: 'spend-per-month',
			holder,
			limit: limits.spendMicroUsdPerMonth,
			used: use.spendMicroUsdThisMonth,
			resetsAt: monthEnds,
		},
	];
}

/** The quotas that a demand goes beyond; what asks for nothing of a quota never does. */
export function findBreaches(
	states: readonly QuotaState[],
	demand: Readonly<Record<QuotaName, number>>,
): readonly QuotaBreach[] {
	return states.flatMap(({ name, holder, limit, used, resetsAt }) => {
		const asked = demand[name];
		if (limit === null || asked === 0 || used + asked <= limit) return [];
		return [{ name, holder, limit, used, asked, resets_at: resetsAt.toISOString() }];
	});
}

/** A breach as a sentence with the amounts and the time of the next chance. */
export function describeBreach({ name, holder, limit, used, asked, resets_at }: QuotaBreach) {
	const amount = (value: number) => describeAmount(name, value);
	const whose = holder === 'key' ? 'The quota of this key' : 'The quota of your organisation';
	const what = `${whose} "${name}" is ${amount(limit)}`;
	return asked > limit
		? `${what}; this alone would take ${amount(asked)}.`
		: `${what} and ${amount(used)} are used; this would take ${amount(asked)}. It resets at ${resets_at}.`;
}

function describeAmount(name: QuotaName, value: number): string {
	return name === 'spend-per-month' ? describeDollars(value) : String(value);
}
