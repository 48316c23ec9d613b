import type { AuditEntry } from '@codejoust/api/client';

type Facts = Readonly<Record<string, unknown>>;

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
	const facts = Object.entries(flatten(detail)).map(([name, value]) => `${name}: ${value}`);
	return [...changes, ...facts];
}

/** Nested facts under dotted names, as text; what is null is left out. */
function flatten(facts: Facts, prefix = ''): Readonly<Record<string, string>> {
	const entries = Object.entries(facts).flatMap(([name, value]): [string, string][] => {
		if (value === null) return [];
		if (typeof value === 'object' && !Array.isArray(value))
			return Object.entries(flatten(value as Facts, `${prefix}${name}.`));
		return [[`${prefix}${name}`, asText(value)]];
	});
	return Object.fromEntries(entries);
}

function asText(value: unknown): string {
	return typeof value === 'string' ? value : JSON.stringify(value);
}
