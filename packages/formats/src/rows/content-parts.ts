import * as z from 'zod';
import { responseField } from './fields.ts';
import { isJsonObject } from './json-row.ts';

/** An answer as a text, or as a list of parts such as `{type: "text", text}`. */
export const contentField = z.preprocess(joinParts, responseField);

/**
 * A content as a list of parts is the text of its parts: what the model thought, called or drew is no part of its answer. What is
 * no such list stays as it is.
 */
export function joinParts(value: unknown): unknown {
	if (!Array.isArray(value) || !value.every(isPart)) return value;
	return value.map(textOfPart).join('');
}

function isPart(part: unknown): boolean {
	return typeof part === 'string' || (isJsonObject(part) && ('type' in part || 'text' in part));
}

function textOfPart(part: unknown): string {
	if (typeof part === 'string') return part;
	if (!isJsonObject(part) || part['thought'] === true) return '';
	return typeof part['text'] === 'string' ? part['text'] : '';
}
