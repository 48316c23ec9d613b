import * as z from 'zod';
import { idField, modelField, responseField } from '../rows/fields.ts';
import { isJsonObject, type JsonObject } from '../rows/json-row.ts';
import type { Place } from '../checks/problem.ts';
import { type Reading, readShape, refuseField } from '../rows/shape.ts';
import { isSameModel } from './other-model.ts';
import {
	hasOurFields,
	type NamedResponse,
	optionalParts,
	type ResponseFormat,
} from './response-format.ts';

const IDS = ['question_id', 'task_id', 'uid', 'id'] as const;
const TEXTS = ['instruction', 'prompt', 'question', 'input'] as const;

const shape = z.object({
	vars: z.record(z.string(), z.unknown()),
	provider: z.object({ id: z.string().max(500), label: z.string().max(500).nullish() }),
	response: z.object({ output: z.unknown().optional(), error: z.string().nullish() }).nullish(),
	error: z.string().nullish(),
});
const answer = z.object({ response: z.object({ output: responseField }) });

/**
 * Results of promptfoo (JSON): `{vars, prompt, provider: {id}, response: {output}}`. A variable of a test names the question: an id, or its
 * exact text. Of several providers that of the submitted model is read.
 */
export const promptfooResponses: ResponseFormat = {
	name: 'promptfoo',
	words: 'promptfoo results (a variable such as `question_id` or `prompt` names the question)',
	detect: (record) =>
		!hasOurFields(record) &&
		isJsonObject(record['vars']) &&
		isJsonObject(record['provider']) &&
		'promptIdx' in record,
	read(record, place, { model }) {
		const reading = readShape(shape, record, place);
		if (reading.kind === 'refused') return reading;
		const { vars, provider, response, error } = reading.value;
		const question = findQuestion(vars, place);
		if (question.kind === 'refused') return question;
		const name = provider.label?.trim() || provider.id.slice(provider.id.lastIndexOf(':') + 1);
		const named = { question: question.value, response: '' };
		if (model !== undefined && !isSameModel(name, model))
			return { kind: 'read', value: { ...named, others: [name] } };
		const failed = error ?? response?.error ?? undefined;
		// An assertion that failed is an error too; its answer is there all the same.
		if (typeof response?.output !== 'string' && failed !== undefined)
			return { kind: 'read', value: { ...named, failed } };
		const read = readShape(answer, record, place);
		if (read.kind === 'refused') return read;
		const known = modelField.safeParse(name, { jitless: true });
		const parts = optionalParts(known.success ? known.data : undefined);
		return {
			kind: 'read',
			value: { ...named, response: read.value.response.output, ...parts },
		};
	},
};

function findQuestion(vars: JsonObject, place: Place): Reading<NamedResponse['question']> {
	const name = IDS.find((one) => vars[one] != null);
	const id = idField.safeParse(name && vars[name], { jitless: true });
	if (name !== undefined && id.success)
		return { kind: 'read', value: { kind: 'id', field: `vars.${name}`, id: id.data } };
	const text = TEXTS.find((one) => typeof vars[one] === 'string');
	if (text !== undefined) {
		const instruction = String(vars[text]);
		return { kind: 'read', value: { kind: 'instruction', field: `vars.${text}`, instruction } };
	}
	const says = `no variable of the test names the question: one of ${[...IDS, ...TEXTS].join(', ')} is needed.`;
	return refuseField(place, { field: 'vars', reason: 'missing-field', says });
}
