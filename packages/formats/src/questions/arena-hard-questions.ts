import * as z from 'zod';
import { isModelResponse } from './model-responses.ts';
import { groupField, idField, questionText } from '../rows/fields.ts';
import type { JsonObject } from '../rows/json-row.ts';
import type { Place } from '../checks/problem.ts';
import { type Reading, readShape, refuseField } from '../rows/shape.ts';
import { type QuestionFormat, readQuestion } from './question-format.ts';

const idShape = { uid: idField.optional(), question_id: idField.optional() };
const textShape = {
	prompt: questionText.optional(),
	turns: z
		.array(z.object({ content: questionText }))
		.min(1)
		.optional(),
};
const oldShape = z.object({ ...idShape, ...textShape, category: groupField, cluster: groupField });
const newShape = z.object({
	...idShape,
	...textShape,
	category: groupField,
	subcategory: groupField,
});

/** Arena-Hard v0.1: `{question_id | uid, prompt | turns: [{content}], category, cluster}`. */
export const arenaHardV01Questions: QuestionFormat = {
	name: 'arena-hard-v0.1',
	words: 'Arena-Hard v0.1 questions (`cluster` is read as the subcategory)',
	fields: Object.keys(oldShape.shape),
	keys: ['uid', 'question_id'],
	detect: (record) => 'cluster' in record && hasText(record),
	read(record, place) {
		const reading = readShape(oldShape, record, place);
		if (reading.kind === 'refused') return reading;
		const { category, cluster, ...rest } = reading.value;
		return toQuestion(rest, { category, subcategory: cluster }, place);
	},
};

/** Arena-Hard v2.0: `{uid | question_id, prompt, category, subcategory}`. */
export const arenaHardV20Questions: QuestionFormat = {
	name: 'arena-hard-v2.0',
	words: 'Arena-Hard v2.0 questions',
	fields: Object.keys(newShape.shape),
	keys: ['uid', 'question_id'],
	detect: (record) =>
		'subcategory' in record &&
		hasText(record) &&
		!Object.keys(record).some((field) => OWN_FIELDS.includes(field) || isModelResponse(field)),
	read(record, place) {
		const reading = readShape(newShape, record, place);
		if (reading.kind === 'refused') return reading;
		const { category, subcategory, ...rest } = reading.value;
		return toQuestion(rest, { category, subcategory }, place);
	},
};

/** Fields that our own questions have and Arena-Hard's have not. */
const OWN_FIELDS = ['languages', 'difficulty', 'messages', 'reference'];

function hasText(record: JsonObject): boolean {
	const hasId = 'uid' in record || 'question_id' in record;
	return hasId && (typeof record['prompt'] === 'string' || Array.isArray(record['turns']));
}

type Asked = {
	readonly uid?: string | undefined;
	readonly question_id?: string | undefined;
	readonly prompt?: string | undefined;
	readonly turns?: readonly { readonly content: string }[] | undefined;
};

function toQuestion(
	{ uid, question_id, prompt, turns = [] }: Asked,
	groups: { readonly category: string; readonly subcategory: string },
	place: Place,
) {
	const texts = prompt === undefined ? turns.map(({ content }) => content) : [prompt];
	const id = readOneId(uid, question_id, place);
	if (id.kind === 'refused') return id;
	return readQuestion({
		question_id: id.value,
		messages: texts.map((content) => ({ role: 'user', content })),
		...groups,
		languages: [],
		difficulty: 'unspecified',
		line: place.line,
	});
}

/** `uid` is the newer name of `question_id`. */
function readOneId(
	uid: string | undefined,
	questionId: string | undefined,
	place: Place,
): Reading<string> {
	const id = uid ?? questionId;
	if (id !== undefined) return { kind: 'read', value: id };
	const says = 'the field `uid` (or `question_id`) is missing.';
	return refuseField(place, { field: 'uid', reason: 'missing-field', says });
}
