import type { RequestEvent } from '@sveltejs/kit';
import { given } from '../forms/given.ts';
import { textOf } from '../forms/read-form.ts';
import { submitForm } from '../forms/submit-form.ts';
import { CREATE_MODEL } from './new-model-form.ts';

/** Adds a model before anything of it is submitted. */
export function createModel(event: RequestEvent) {
	return submitForm(event, CREATE_MODEL, {
		place: '/operate/models',
		work: async (client, { fields }) => {
			const { slug = '', name = '' } = fields;
			const made = await client.createModel({
				slug,
				name,
				...given({
					organisation: textOf(fields, 'organisation'),
					licence: textOf(fields, 'licence'),
					size: textOf(fields, 'size'),
					link: textOf(fields, 'link'),
					release_date: textOf(fields, 'release_date'),
					open_weights: fields['open_weights'] === 'yes' ? true : undefined,
				}),
			});
			return `${made.name} is added.`;
		},
	});
}
