import { listNames, quoteValue, shortenValue } from '@codejoust/arena/text/printable';
import type { Problem } from '../checks/problem.ts';
import { type FieldMap, findAt, mapFields } from '../rows/field-map.ts';
import type { JsonObject } from '../rows/json-row.ts';
import { isModelResponse } from './model-responses.ts';
import { QUESTION_FORMAT_READERS } from './question-formats.ts';

export type QuestionMap = {
	/** A record with the names of its fields that the formats know. */
	readonly apply: (record: JsonObject) => JsonObject;
	/** What the map says that no format and no record of the file knows. */
	readonly problems: () => readonly Problem[];
	/** Whether the file has the field under a name that the map gives. */
	readonly isSource: (field: string) => boolean;
};

/** Reads the fields of questions under the names that their file has for them; without a map it changes nothing. */
export function createQuestionMap(map: FieldMap = new Map()): QuestionMap {
	const unseen = new Set(map.values());
	const sources = new Set(map.values());
	const unknown = [...map.keys()].filter((field) => !isQuestionField(field));
	return {
		apply(record) {
			if (map.size === 0) return record;
			for (const name of unseen) if (findAt(record, name) !== undefined) unseen.delete(name);
			return mapFields(record, map);
		},
		problems: () => [
			...unknown.map((field) => ({
				field: 'map',
				value: shortenValue(field),
				reason: 'wrong-value' as const,
				message: `The map names ${quoteValue(field)}, which is no field of questions; ours are ${OUR_FIELDS}.`,
			})),
			...[...unseen].map((name) => ({
				field: 'map',
				value: shortenValue(name),
				reason: 'missing-field' as const,
				message: `No record has the field ${quoteValue(name)} that the map names.`,
			})),
		],
		isSource: (field) => sources.has(field),
	};
}

const OURS = QUESTION_FORMAT_READERS.find(({ name }) => name === 'codejoust')?.fields ?? [];
const OUR_FIELDS = listNames(OURS, OURS.length, OURS.length);

function isQuestionField(name: string): boolean {
	return (
		isModelResponse(name) || QUESTION_FORMAT_READERS.some(({ fields }) => fields.includes(name))
	);
}
