import * as z from 'zod';
import {
	difficultyField,
	groupField,
	idField,
	languagesField,
	referenceOriginField,
	referenceVisibilityField,
	messagesField,
	questionText,
} from '../rows/fields.ts';
import { readShape, refuseField } from '../rows/shape.ts';
import { type QuestionFormat, readQuestion } from './question-format.ts';

const shape = z.object({
	question_id: idField,
	prompt: questionText.optional(),
	messages: messagesField.optional(),
	category: groupField,
	subcategory: groupField,
	languages: languagesField.default([]),
	difficulty: difficultyField.default('unspecified'),
	reference: questionText.nullish(),
	reference_origin: referenceOriginField.nullish(),
	reference_visibility: referenceVisibilityField.nullish(),
});

/** Our own questions: `{question_id, prompt | messages, category, subcategory, languages, difficulty, reference?, reference_origin?, reference_visibility?}`. */
export const ourQuestions: QuestionFormat = {
	name: 'codejoust',
	words: 'Codejoust questions',
	fields: Object.keys(shape.shape),
	keys: ['question_id'],
	detect: (record) =>
		'question_id' in record && ('prompt' in record || Array.isArray(record['messages'])),
	read(record, place) {
		const reading = readShape(shape, record, place);
		if (reading.kind === 'refused') return reading;
		const { prompt, messages, reference, ...others } = reading.value;
		const { reference_origin: origin, reference_visibility: visibility, ...rest } = others;
		const lone =
			reference == null
				? (['reference_origin', 'reference_visibility'] as const).find(
						(field) => others[field] != null,
					)
				: undefined;
		if ((prompt === undefined) === (messages === undefined)) {
			const says = 'a question has either a `prompt` or `messages`, and not both.';
			return refuseField(place, { field: 'messages', reason: 'wrong-value', says });
		}
		if (lone !== undefined) {
			const says = `\`${lone}\` is of a reference, and the question has none.`;
			return refuseField(place, { field: lone, reason: 'wrong-value', says });
		}
		return readQuestion({
			...rest,
			messages: messages ?? [{ role: 'user', content: prompt ?? '' }],
			...(reference == null ? {} : { reference }),
			...(origin == null ? {} : { reference_origin: origin }),
			...(visibility == null ? {} : { reference_visibility: visibility }),
			line: place.line,
		});
	},
};
