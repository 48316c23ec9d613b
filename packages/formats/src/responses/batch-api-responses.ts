import * as z from 'zod';
import { finishReasonField, idField, modelField, responseField } from '../rows/fields.ts';
import { isJsonObject, type JsonObject } from '../rows/json-row.ts';
import { readShape, type Reading } from '../rows/shape.ts';
import type { Place } from '../checks/problem.ts';
import { type NamedResponse, optionalParts, type ResponseFormat } from './response-format.ts';

const head = z.object({ custom_id: idField });
const content = z.preprocess(joinParts, responseField);
const choice = z.object({
	message: z.object({ content }),
	finish_reason: finishReasonField,
});
const answered = z.object({
	response: z.object({
		body: z.object({ model: modelField.nullish(), choices: z.array(choice).min(1) }),
	}),
});

/** A line that the Batch API of OpenAI, Mistral, Together or vLLM wrote: `{custom_id, response: {status_code, body}, error}`. */
export const batchApiResponses: ResponseFormat = {
	name: 'batch-api',
	words: 'Batch API output (custom_id names the question, first choice)',
	detect: (record) => 'custom_id' in record && ('response' in record || 'error' in record),
	read(record, place) {
		const named = readShape(head, record, place);
		if (named.kind === 'refused') return named;
		const question = { kind: 'id', field: 'custom_id', id: named.value.custom_id } as const;
		const failed = findFailure(record);
		return failed === undefined
			? readAnswer(record, question, place)
			: { kind: 'read', value: { question, response: '', failed } };
	},
};

function readAnswer(
	record: JsonObject,
	question: NamedResponse['question'],
	place: Place,
): Reading<NamedResponse> {
	const reading = readShape(answered, record, place);
	if (reading.kind === 'refused') return reading;
	const { model, choices } = reading.value.response.body;
	const [first] = choices;
	return {
		kind: 'read',
		value: {
			question,
			response: first?.message.content ?? '',
			...optionalParts(model, first?.finish_reason),
			choices: choices.length,
		},
	};
}

/** What the provider says of a request that it did not answer; undefined where it did. */
function findFailure({ response, error }: JsonObject): string | undefined {
	if (isJsonObject(error)) return wordsOf(error);
	if (!isJsonObject(response)) return typeof error === 'string' ? error : 'no response';
	const { status_code: status, body } = response;
	const isFailed = typeof status === 'number' && (status < 200 || status > 299);
	if (!isFailed) return undefined;
	const inner = isJsonObject(body) ? body['error'] : undefined;
	return isJsonObject(inner) ? wordsOf(inner) : `status ${status}`;
}

function wordsOf({ message, code }: JsonObject): string {
	const words = [message, code].find((word) => typeof word === 'string' && word !== '');
	return typeof words === 'string' ? words : 'an error without words';
}

/** A content as a list of parts is the text of its parts; a message of a model that only refused or called a tool is empty. */
function joinParts(value: unknown): unknown {
	if (value === null || value === undefined) return '';
	if (!Array.isArray(value)) return value;
	return value
		.map((part: unknown) =>
			isJsonObject(part) && typeof part['text'] === 'string' ? part['text'] : '',
		)
		.join('');
}
