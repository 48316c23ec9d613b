import * as z from 'zod';
import {
	difficultyField,
	groupField,
	idField,
	languagesField,
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
});

/** Our own questions: `{question_id, prompt | messages, category, subcategory, languages, difficulty, reference?}`. */
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
		const { prompt, messages, reference, ...rest } = reading.value;
		if ((prompt === undefined) === (messages === undefined)) {
			const says = 'a question has either a `prompt` or `messages`, and not both.';
			return refuseField(place, { field: 'messages', reason: 'wrong-value', says });
		}
		return readQuestion({
			...rest,
			messages: messages ?? [{ role: 'user', content: prompt ?? '' }],
			...(reference == null ? {} : { reference }),
			line: place.line,
		});
	},
};
