import type { QuotaLimits } from '../../quota.ts';
import type { Quotas } from '@codejoust/contract/schemas/access';

type Given = { readonly [Name in keyof Quotas]?: Quotas[Name] | undefined };

/** Quotas as they are stored; those that were not given are left out. */
export function asQuotaColumns(given: Given): Partial<QuotaLimits> {
	const { submissions_per_day, games_per_month, spend_micro_usd_per_month } = given;
	return {
		...(submissions_per_day === undefined ? {} : { submissionsPerDay: submissions_per_day }),
		...(games_per_month === undefined ? {} : { gamesPerMonth: games_per_month }),
		...(spend_micro_usd_per_month === undefined
			? {}
			: { spendMicroUsdPerMonth: spend_micro_usd_per_month }),
	};
}
