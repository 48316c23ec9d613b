import { SCOPES } from '@codejoust/contract/schemas/closed-lists';
import type { NewKey, NewOrganisation, Quotas } from '@codejoust/contract/client';

/** A form's fields as they were sent, to be shown again where something is wrong with them. */
export type Fields = Readonly<Record<string, string>>;

export type Read<Value> =
	| { readonly kind: 'read'; readonly value: Value }
	| { readonly kind: 'wrong'; readonly message: string };

export function fieldsOf(form: FormData): Fields {
	return Object.fromEntries(
		[...form].map(([name, value]) => [name, typeof value === 'string' ? value.trim() : '']),
	);
}

export function readNewKey(fields: Fields): Read<NewKey> {
	const quotas = readQuotas(fields);
	if (quotas.kind === 'wrong') return quotas;
	const { expires = '', member = '' } = fields;
	const expiresAt = expires === '' ? null : new Date(`${expires}T00:00:00Z`);
	if (expiresAt && Number.isNaN(expiresAt.getTime()))
		return { kind: 'wrong', message: `Expires: "${expires}" is not a date such as 2027-01-31.` };
	return {
		kind: 'read',
		value: {
			organisation: fields['organisation'] ?? '',
			label: fields['label'] ?? '',
			member: member === '' ? null : member,
			scopes: [SCOPES.find((scope) => scope === fields['scope']) ?? 'submit'],
			expires_at: expiresAt && expiresAt.toISOString(),
			quotas: quotas.value,
		},
	};
}

export function readNewOrganisation(fields: Fields): Read<NewOrganisation> {
	const quotas = readQuotas(fields);
	if (quotas.kind === 'wrong') return quotas;
	const { slug = '', name = '' } = fields;
	return { kind: 'read', value: { slug, name: name === '' ? slug : name, quotas: quotas.value } };
}

/** An empty field is no limit. */
export function readQuotas(fields: Fields): Read<Quotas> {
	const problems: string[] = [];
	const whole = (name: string, label: string) => {
		const text = fields[name] ?? '';
		if (text === '') return null;
		if (!/^\d{1,9}$/.test(text)) problems.push(`${label}: "${text}" is not a whole number.`);
		return Number(text);
	};
	const dollars = (name: string, label: string) => {
		const text = (fields[name] ?? '').replace('$', '');
		if (text === '') return null;
		if (!/^\d{1,9}(\.\d{1,6})?$/.test(text))
			problems.push(`${label}: "${text}" is not an amount of dollars such as 2.50.`);
		return Math.round(Number(text) * 1e6);
	};
	const value = {
		submissions_per_day: whole('submissions', 'Submissions a day'),
		games_per_month: whole('games', 'Games a month'),
		spend_micro_usd_per_month: dollars('spend', 'Dollars a month'),
	};
	if (problems.length > 0) return { kind: 'wrong', message: problems.join(' ') };
	return { kind: 'read', value };
}

/** Quotas as a form shows them. */
export function quotaFields(quotas: Quotas): Fields {
	const text = (value: number | null) => (value === null ? '' : String(value));
	const { spend_micro_usd_per_month: spend } = quotas;
	return {
		submissions: text(quotas.submissions_per_day),
		games: text(quotas.games_per_month),
		spend: text(spend === null ? null : spend / 1e6),
	};
}
