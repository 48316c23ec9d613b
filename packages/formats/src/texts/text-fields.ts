/** One text of a record, and the field of the record that it stands in; empty where the record is a bare text. */
export type FieldText = { readonly field: string; readonly text: string };

/** Fields of benchmarks and training sets that hold text, as people name them. */
const TEXT_FIELDS = [
	'text',
	'content',
	'prompt',
	'instruction',
	'input',
	'output',
	'question',
	'query',
	'problem',
	'task',
	'answer',
	'response',
	'completion',
	'solution',
	'code',
	'reference',
	'chosen',
	'rejected',
	'messages',
	'conversation',
	'conversations',
	'dialogue',
	'turns',
	'choices',
	'responses',
	'response_a',
	'response_b',
	'response_A',
	'response_B',
] as const;

/** Inside those: fields of a turn, a part of one, or an answer of a list. Others (a role, a name) are no text. */
const INNER_FIELDS: readonly string[] = [
	'content',
	'text',
	'value',
	'message',
	'response',
	'parts',
	'turns',
	'messages',
	...TEXT_FIELDS,
];

/** CodeArena and CODAL-Bench keep answers in a field named after their model. */
const RESPONSE_FIELD = /_response$/;

const DEEPEST = 6;

/**
 * The texts of one record: of the named fields, or else of all fields that people use for text. Undefined where the record
 * has none of those fields, so that nothing is known of its shape.
 */
export function textsOf(
	record: unknown,
	fields?: readonly string[],
): readonly FieldText[] | undefined {
	if (typeof record === 'string') return [{ field: '', text: record }];
	if (typeof record !== 'object' || record === null || Array.isArray(record)) return undefined;
	const texts: FieldText[] = [];
	let isKnown = false;
	for (const [field, value] of Object.entries(record)) {
		if (!isTextField(field, fields)) continue;
		if (collect(value, field, texts, DEEPEST)) isKnown = true;
	}
	return isKnown ? texts : undefined;
}

function isTextField(field: string, fields: readonly string[] | undefined): boolean {
	if (fields !== undefined) return fields.includes(field);
	return (TEXT_FIELDS as readonly string[]).includes(field) || RESPONSE_FIELD.test(field);
}

/** Adds the texts of a value; answers whether it has a shape that holds text, if only an empty one. */
function collect(value: unknown, field: string, texts: FieldText[], levels: number): boolean {
	if (typeof value === 'string') {
		if (value !== '') texts.push({ field, text: value });
		return true;
	}
	if (typeof value !== 'object' || levels === 0) return false;
	if (value === null) return true;
	let isText = false;
	if (Array.isArray(value)) {
		for (const item of value) if (collect(item, field, texts, levels - 1)) isText = true;
		return isText || value.length === 0;
	}
	for (const [name, inner] of Object.entries(value))
		if (INNER_FIELDS.includes(name) && collect(inner, field, texts, levels - 1)) isText = true;
	return isText;
}
