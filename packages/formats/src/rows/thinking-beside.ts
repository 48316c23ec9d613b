import { isJsonObject, type JsonObject } from './json-row.ts';

/** Names under which endpoints and programs write what a model thought beside its answer. */
const FIELDS = ['thinking', 'reasoning', 'reasoning_content', 'thoughts'] as const;

/**
 * Whether a record has what the model thought beside its answer: in itself, in its message, in the reply of a Batch API, or
 * as a count in the provenance of answers made here. Looks at fixed places, whatever the record's size.
 */
export function hasThinkingBeside(record: JsonObject): boolean {
	const { provenance } = record;
	const counted = isJsonObject(provenance) ? provenance['thinking_characters'] : undefined;
	if (typeof counted === 'number' && counted > 0) return true;
	return [record, ...messagesOf(record)].some(holdsThinking);
}

function messagesOf(record: JsonObject): readonly JsonObject[] {
	const { response, messages } = record;
	const body =
		isJsonObject(response) && isJsonObject(response['body']) ? response['body'] : response;
	const choices = [record, isJsonObject(body) ? body : {}].map((holder) => holder['choices']);
	const first = choices.flatMap((list) => (Array.isArray(list) ? list.slice(0, 1) : []));
	const last = Array.isArray(messages) ? messages.slice(-1) : [];
	return [
		...first,
		...first.map((choice) => (isJsonObject(choice) ? choice['message'] : undefined)),
		...last,
	].filter(isJsonObject);
}

function holdsThinking(holder: JsonObject): boolean {
	return FIELDS.some((name) => {
		const value = holder[name];
		return typeof value === 'string' && /\S/.test(value);
	});
}
