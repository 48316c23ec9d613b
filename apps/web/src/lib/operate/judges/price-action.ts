import type { RequestEvent } from '@sveltejs/kit';
import { microUsdOf } from '../forms/read-form.ts';
import { submitForm } from '../forms/submit-form.ts';
import { SET_JUDGE_PRICE } from './price-form.ts';

/** Sets what a judge version's tokens cost from now on. */
export function setJudgePrice(event: RequestEvent) {
	return submitForm(event, SET_JUDGE_PRICE, {
		place: '/operate/judges',
		work: async (client, { fields }) => {
			const { judge = '', input = '', output = '' } = fields;
			await client.setPrice(judge, {
				input_micro_usd: microUsdOf(fields, 'input') ?? 0,
				output_micro_usd: microUsdOf(fields, 'output') ?? 0,
			});
			return `The price of ${judge} is $${input.replace('$', '')} for a million prompt tokens and $${output.replace('$', '')} for a million completion tokens.`;
		},
	});
}
