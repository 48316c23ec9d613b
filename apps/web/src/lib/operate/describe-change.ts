import type { AuditEntry } from '@codejoust/contract/client';
import { formatCost } from '../format/quantity.ts';

const MICRO_USD = '_micro_usd';

type Values = Readonly<Record<string, unknown>>;

/** What an action changed, a line for each fact: `state: judging → paused`. What stayed as it was is left out. */
export function describeChange({
	before,
	after,
	detail,
}: Pick<AuditEntry, 'before' | 'after' | 'detail'>): readonly string[] {
	const [was, is] = [flatten(before ?? {}), flatten(after ?? {})];
	const names = [...new Set([...Object.keys(was), ...Object.keys(is)])];
	const changes = names
		.filter((name) => was[name] !== is[name])
		.map((name) =>
			before === null
				? `${name}: ${is[name]}`
				: `${name}: ${was[name] ?? '—'} → ${is[name] ?? '—'}`,
		);
	const values = Object.entries(flatten(detail)).map(([name, value]) => `${name}: ${value}`);
	return [...changes, ...values];
}

/** Nested values under dotted names, as text; what is null is left out, and micro-dollars are dollars. */
function flatten(values: Values, prefix = ''): Readonly<Record<string, string>> {
	const entries = Object.entries(values).flatMap(([name, value]): [string, string][] => {
		if (value === null) return [];
		if (typeof value === 'object' && !Array.isArray(value))
			return Object.entries(flatten(value as Values, `${prefix}${name}.`));
		if (typeof value === 'number' && name.includes(MICRO_USD))
			return [[`${prefix}${name.replace(MICRO_USD, '')}`, formatCost(value)]];
		return [[`${prefix}${name}`, asText(value)]];
	});
	return Object.fromEntries(entries);
}

function asText(value: unknown): string {
	return typeof value === 'string' ? value : JSON.stringify(value);
}
