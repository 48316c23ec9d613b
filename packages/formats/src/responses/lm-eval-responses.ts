import * as z from 'zod';
import { idField, responseField } from '../rows/fields.ts';
import { isJsonObject, type JsonObject } from '../rows/json-row.ts';
import { readShape, refuseField } from '../rows/shape.ts';
import { chooseSample, hasOurFields, type ResponseFormat } from './response-format.ts';

const IDS = ['question_id', 'task_id', 'uid', 'id'] as const;

/** One list for each request; a question that a model answers has one, with an answer for each repetition. */
const written = z.object({ resps: z.array(z.array(responseField).min(1)).length(1) });

/**
 * Samples of the lm-evaluation-harness: `{doc_id, doc, resps, filtered_resps}`. The answer is what the model has written, before filters
 * took a part of it; the question is named by an id in `doc`, or else by `doc_id`.
 */
export const lmEvalResponses: ResponseFormat = {
	name: 'lm-eval',
	words: 'lm-evaluation-harness samples (an id in `doc` names the question, `resps` is the answer)',
	detect: (record) =>
		!hasOurFields(record) && isJsonObject(record['doc']) && Array.isArray(record['resps']),
	read(record, place, { sample }) {
		if (isLikelihood(record['resps'])) {
			const says =
				'`resps` are log-likelihoods of given choices: the model has written no answer that could be judged.';
			return refuseField(place, { field: 'resps', reason: 'unknown-format', says });
		}
		const reading = readShape(written, record, place);
		if (reading.kind === 'refused') return reading;
		const { field, value } = findId(record);
		const named = readShape(z.object({ [field]: idField }), { [field]: value }, place);
		if (named.kind === 'refused') return named;
		const choices = reading.value.resps[0] ?? [];
		const chosen = chooseSample(choices, sample, place);
		if (chosen.kind === 'refused') return chosen;
		const question = { kind: 'id', field, id: named.value[field] ?? '' } as const;
		return { kind: 'read', value: { question, response: chosen.value, choices: choices.length } };
	},
};

function findId(record: JsonObject): { readonly field: string; readonly value: unknown } {
	const doc = isJsonObject(record['doc']) ? record['doc'] : {};
	const name = IDS.find((one) => doc[one] != null);
	return name === undefined
		? { field: 'doc_id', value: record['doc_id'] }
		: { field: `doc.${name}`, value: doc[name] };
}

/** A likelihood is a list of a number and whether the choice was the most probable one. */
function isLikelihood(resps: unknown): boolean {
	const first: unknown = Array.isArray(resps) ? resps[0] : undefined;
	return Array.isArray(first) && Array.isArray(first[0]);
}
