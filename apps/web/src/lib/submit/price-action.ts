import type { RequestEvent } from '@sveltejs/kit';
import { submissionPath } from '../link.ts';
import { submitForm } from '../operate/forms/submit-form.ts';
import { findPriceProblems, OWN_PRICE, readPrice } from '../operate/models/price-form.ts';
import * as session from './session.ts';

/** States what the answers of the page's submission cost, or takes the statement away. */
export function statePrice(event: RequestEvent) {
	const { id = '' } = event.params;
	return submitForm(event, OWN_PRICE, {
		session,
		place: submissionPath(id),
		check: ({ fields }) => findPriceProblems(fields),
		work: async (client, { fields }) => {
			const price = readPrice(fields);
			await client.statePrice(id, { price });
			return price === null ? 'No price is stated any more.' : 'The price is stated.';
		},
	});
}
