import * as z from 'zod';
import { joinParts } from '../rows/content-parts.ts';
import { idField, modelField, responseField } from '../rows/fields.ts';
import { readShape, refuseField } from '../rows/shape.ts';
import { chooseSample, type ResponseFormat, optionalParts } from './response-format.ts';

const content = z.preprocess((value) => joinParts(unwrapAnswer(value)), responseField);

const oldShape = z.object({
	question_id: idField,
	model_id: modelField.nullish(),
	choices: z
		.array(z.object({ turns: z.array(z.preprocess(unwrapContent, content)).min(1) }))
		.min(1),
});

const messageShape = z.object({ role: z.string(), content: z.unknown() });
const lastShape = z.object({ content });

/** Arena-Hard v0.1 and MT-bench answers: `{question_id, model_id, choices: [{index, turns: [{content}]}]}`. */
export const arenaHardV01Responses: ResponseFormat = {
	name: 'arena-hard-v0.1',
	words: 'Arena-Hard v0.1 answers (first choice)',
	detect: (record) => 'choices' in record,
	read(record, place, { sample }) {
		const reading = readShape(oldShape, record, place);
		if (reading.kind === 'refused') return reading;
		const { question_id: id, model_id, choices } = reading.value;
		const chosen = chooseSample(choices, sample, place);
		if (chosen.kind === 'refused') return chosen;
		const { turns } = chosen.value;
		return {
			kind: 'read',
			value: {
				question: { kind: 'id', field: 'question_id', id },
				response: turns.join('\n\n'),
				...optionalParts(model_id),
				turns: turns.length,
				choices: choices.length,
			},
		};
	},
};

const newShape = z.object({
	uid: idField.optional(),
	question_id: idField.optional(),
	model: modelField.nullish(),
	messages: z.array(messageShape).min(1),
});

/** Arena-Hard v2.0 answers: `{uid, model, messages}`; the last message's content is a string or `{answer}`. */
export const arenaHardV20Responses: ResponseFormat = {
	name: 'arena-hard-v2.0',
	words: 'Arena-Hard v2.0 answers (last message)',
	detect: (record) =>
		Array.isArray(record['messages']) &&
		('uid' in record || 'question_id' in record) &&
		!('response' in record),
	read(record, place) {
		const reading = readShape(newShape, record, place);
		if (reading.kind === 'refused') return reading;
		const { uid, question_id, model, messages } = reading.value;
		const id = uid ?? question_id;
		if (id === undefined) {
			const says = 'the field `uid` (or `question_id`) is missing.';
			return refuseField(place, { field: 'uid', reason: 'missing-field', says });
		}
		const last = messages.at(-1);
		if (last?.role !== 'assistant') {
			const field = `messages.${messages.length - 1}.role`;
			const says = `the field \`${field}\` must be assistant: the last message is the answer.`;
			return refuseField(place, { field, value: last?.role, reason: 'wrong-value', says });
		}
		const path = `messages.${messages.length - 1}`;
		const answer = readShape(z.record(z.string(), lastShape), { [path]: last }, place);
		if (answer.kind === 'refused') return answer;
		const field = uid === undefined ? 'question_id' : 'uid';
		return {
			kind: 'read',
			value: {
				question: { kind: 'id', field, id },
				response: answer.value[path]?.content ?? '',
				...optionalParts(model),
			},
		};
	},
};

/** v0.1 writes `{content, token_len}`, MT-bench a bare string. */
function unwrapContent(turn: unknown): unknown {
	return typeof turn === 'object' && turn !== null && 'content' in turn ? turn.content : turn;
}

/** Thinking models' content is `{answer, …}` instead of a string. */
function unwrapAnswer(value: unknown): unknown {
	return typeof value === 'object' && value !== null && 'answer' in value ? value.answer : value;
}
