import { listNames } from '@codejoust/arena/text/printable';
import { isRated, nameRated, readRated } from '../rows/rated-responses.ts';
import { refuseField } from '../rows/shape.ts';
import { isSameModel } from './other-model.ts';
import type { ResponseFormat } from './response-format.ts';

/** CodeUltraFeedback's responses: of each record that of the model that is submitted; most records have none of it. */
export const codeUltraFeedbackResponses: ResponseFormat = {
	name: 'code-ultra-feedback',
	words: 'CodeUltraFeedback (of each record the response of the model that is submitted)',
	detect: isRated,
	read(record, place, { model }) {
		const reading = readRated(record, place);
		if (reading.kind === 'refused') return reading;
		const { instruction, responses } = reading.value;
		const names = responses.map(({ model: name }) => name);
		const own =
			model === undefined && responses.length === 1
				? responses[0]
				: responses.find(({ model: name }) => model !== undefined && isSameModel(name, model));
		if (model === undefined && own === undefined) {
			const says = `it has responses of ${names.length} models (${listNames(names)}): name the one whose answers these are.`;
			return refuseField(place, { field: 'responses', value: names, reason: 'wrong-value', says });
		}
		const id = nameRated(reading.value);
		const question = { kind: 'instruction', field: 'instruction', instruction, id } as const;
		if (own === undefined)
			return { kind: 'read', value: { question, response: '', others: names } };
		return { kind: 'read', value: { question, response: own.response, model: own.model } };
	},
};
