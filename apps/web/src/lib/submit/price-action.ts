import { fail, type RequestEvent } from '@sveltejs/kit';
import { fieldsOf } from '../operate/keys/key-fields.ts';
import { readForm } from '../operate/forms/read-form.ts';
import { OWN_PRICE, readPrice } from '../operate/models/price-form.ts';
import { change } from './form-actions.ts';

/** States what the answers cost, or takes the statement away. */
export async function statePrice(event: RequestEvent) {
	const data = await event.request.clone().formData();
	const { problems } = readForm(OWN_PRICE, data);
	const wrong = Object.values(problems);
	if (wrong.length > 0) return fail(422, { message: `Nothing was done. ${wrong.join(' ')}` });
	const price = readPrice(fieldsOf(data));
	const trouble = await change(event, async (client, id) => {
		await client.statePrice(id, { price });
		return price === null ? 'No price is stated any more.' : 'The price is stated.';
	});
	return fail(trouble.status, { message: nameByLabels(trouble.data.message) });
}

/** The fields of the API by the labels of the form. */
function nameByLabels(message: string): string {
	return OWN_PRICE.fields.reduce(
		(text, { name, apiName = name, label }) => text.replaceAll(`price.${apiName}`, `“${label}”`),
		message,
	);
}
