import type { QuotaState } from '@codejoust/contract/client';
import { groupDigits } from '@codejoust/formats/checks/limits';
import { formatDollars } from './format-numbers.ts';

/** How far a quota is used, in a line. */
export function describeQuota({
	name,
	holder,
	limit,
	used,
	resets_at: resetsAt,
}: QuotaState): string {
	const amount = (value: number) =>
		name === 'spend-per-month' ? formatDollars(value) : groupDigits(value);
	const whose = holder === 'key' ? 'this key' : 'organisation';
	const of = limit === null ? 'no limit' : `of ${amount(limit)}`;
	return `${name.padEnd(20)} ${whose.padEnd(13)} ${amount(used)} ${of}, resets at ${resetsAt.slice(0, 16)}Z`;
}
