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
import type { Place } from '../checks/problem.ts';
import type { JsonObject } from '../rows/json-row.ts';
import { readLiteralField } from '../rows/literal-field.ts';
import { problemsOf, type Reading, readShape, refuseField } from '../rows/shape.ts';
import { isModelResponse, readModelResponses } from './model-responses.ts';
import type { QuestionFormat } from './question-format.ts';

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

/** Our own questions: `{question_id, prompt | messages, category, subcategory, languages, difficulty, reference?, reference_origin?, reference_visibility?, <model>_response?}`. */
export const ourQuestions: QuestionFormat = {
	name: 'codejoust',
	words: 'Codejoust questions',
	fields: Object.keys(shape.shape),
	keys: ['question_id'],
	isBaseline: isModelResponse,
	detect: (record) => 'question_id' in record && ('prompt' in record || isList(record['messages'])),
	read(record, place) {
		const listed = readLists(record, place);
		if (listed.kind === 'refused') return listed;
		const reading = readShape(shape, listed.value, place);
		const baselines = readModelResponses(record, place);
		if (reading.kind === 'refused' || baselines.kind === 'refused')
			return { kind: 'refused', problems: problemsOf(reading, baselines) };
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
		const question = {
			...rest,
			messages: messages ?? [{ role: 'user' as const, content: prompt ?? '' }],
			...(reference == null ? {} : { reference }),
			...(origin == null ? {} : { reference_origin: origin }),
			...(visibility == null ? {} : { reference_visibility: visibility }),
			line: place.line,
		};
		return { kind: 'read', value: { question, baselines: baselines.value } };
	},
};

/** A cell of a table holds a list as JSON or Python write it. */
function readLists(record: JsonObject, place: Place): Reading<JsonObject> {
	const read = ['messages', 'languages']
		.filter((field) => typeof record[field] === 'string' && isList(record[field]))
		.map((field) => ({ field, reading: readLiteralField(record, field, place) }));
	const problems = problemsOf(...read.map(({ reading }) => reading));
	if (problems.length > 0) return { kind: 'refused', problems };
	const values = read.flatMap(({ field, reading }) =>
		reading.kind === 'read' ? [[field, reading.value] as const] : [],
	);
	return { kind: 'read', value: { ...record, ...Object.fromEntries(values) } };
}

function isList(value: unknown): boolean {
	return Array.isArray(value) || (typeof value === 'string' && value.trimStart().startsWith('['));
}
