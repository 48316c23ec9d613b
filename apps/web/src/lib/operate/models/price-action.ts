import type { RequestEvent } from '@sveltejs/kit';
import { given } from '../forms/given.ts';
import { textOf } from '../forms/read-form.ts';
import { submitForm } from '../forms/submit-form.ts';
import { findPriceProblems, readPrice, STATE_PRICE } from './price-form.ts';

/** States what the answers of a submission cost, or takes the statement away. */
export function statePrice(event: RequestEvent) {
	return submitForm(event, STATE_PRICE, {
		place: ({ fields }) => `/operate/models?model=${encodeURIComponent(fields['model'] ?? '')}`,
		check: ({ fields }) => findPriceProblems(fields),
		work: async (client, { fields }) => {
			const { submission = '' } = fields;
			const price = readPrice(fields);
			const reason = textOf(fields, 'reason');
			await client.statePrice(submission, { price, ...given({ reason }) });
			return price === null
				? `Submission ${submission} has no stated price any more.`
				: `The price of submission ${submission} is stated.`;
		},
	});
}
