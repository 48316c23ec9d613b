import type { ApiKey } from '@codejoust/contract/client';
import type { ConsoleForm } from '../forms/console-form.ts';
import { type Fields, quotaFields } from './key-fields.ts';

export const CHANGE_KEY: ConsoleForm = {
	action: 'changeKey',
	submit: 'Change the key',
	fields: [
		{ name: 'id', label: 'Key', kind: 'hidden' },
		{ name: 'label', label: 'What it is for', kind: 'text', isNeeded: true },
		{ name: 'member', label: 'Holder, if it is one person’s', kind: 'text' },
		{
			name: 'submissions',
			label: 'Submissions a day',
			kind: 'whole-number',
			placeholder: 'no limit',
			apiName: 'submissions_per_day',
		},
		{
			name: 'games',
			label: 'Games a month',
			kind: 'whole-number',
			placeholder: 'no limit',
			apiName: 'games_per_month',
		},
		{
			name: 'spend',
			label: 'Dollars a month',
			kind: 'dollars',
			placeholder: 'no limit',
			apiName: 'spend_micro_usd_per_month',
		},
	],
};

/** A key as its form shows it. */
export function fieldsOfKey({ id, label, member, quotas }: ApiKey): Fields {
	return { id, label, member: member ?? '', ...quotaFields(quotas) };
}
