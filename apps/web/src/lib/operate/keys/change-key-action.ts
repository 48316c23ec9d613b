import type { RequestEvent } from '@sveltejs/kit';
import { microUsdOf, textOf, wholeOf } from '../forms/read-form.ts';
import { submitForm } from '../forms/submit-form.ts';
import { CHANGE_KEY } from './change-key-form.ts';

/** Changes whose a key is and what it may use; an empty limit is none. */
export function changeKey(event: RequestEvent) {
	return submitForm(event, CHANGE_KEY, {
		place: ({ fields }) => `/operate/keys#key-${encodeURIComponent(fields['id'] ?? '')}`,
		work: async (client, { fields }) => {
			const key = await client.changeKey(fields['id'] ?? '', {
				label: fields['label'] ?? '',
				member: textOf(fields, 'member') ?? null,
				quotas: {
					submissions_per_day: wholeOf(fields, 'submissions') ?? null,
					games_per_month: wholeOf(fields, 'games') ?? null,
					spend_micro_usd_per_month: microUsdOf(fields, 'spend') ?? null,
				},
			});
			return `The key ${key.id} of ${key.organisation} is changed.`;
		},
	});
}
