import * as z from 'zod';
import { groupField } from '../rows/fields.ts';
import { type JsonObject, isJsonObject } from '../rows/json-row.ts';
import { quoteValue } from '@codejoust/arena/text/printable';
import type { Place } from '../checks/problem.ts';
import { type Reading, readShape, refuseField } from '../rows/shape.ts';
import { readLiteralField } from '../rows/literal-field.ts';
import type { QuestionOptions } from './question-format.ts';
import { groupOf } from './task-types.ts';

type Groups = { readonly category: string; readonly subcategory: string };

const shape = z.object({ category: groupField, subcategory: groupField });

/**
 * A record's own category and subcategory or, as CodeArena's evaluator does, the mapping's first pair for its first
 * task type (hyphens become spaces, lower case).
 */
export function readCodeArenaGroups(
	record: JsonObject,
	place: Place,
	{ mapping, defaultGroup }: QuestionOptions,
): Reading<Groups> {
	if ('category' in record) return readShape(shape, record, place);
	const taskType = readTaskType(record, place);
	if (taskType === undefined) return readDefault(defaultGroup, place);
	if (taskType.kind === 'refused') return taskType;
	const { field, name } = taskType.value;
	const key = name.replaceAll('-', ' ').toLowerCase().trim();
	if (mapping === undefined) {
		const says = `the task type ${quoteValue(name)} needs a mapping to a category and a subcategory, and none was given (this holds for every row with a task type).`;
		return refuseField(place, { field, value: name, reason: 'no-mapping', says });
	}
	const [pair] = Object.hasOwn(mapping, key) ? (mapping[key] ?? []) : [];
	if (pair !== undefined) {
		return readShape(shape, groupOf(pair), place);
	}
	const says = `the mapping has no entry for the task type ${quoteValue(key)}.`;
	return refuseField(place, { field, value: name, reason: 'unmapped-task-type', says });
}

function readDefault(group: Groups | undefined, place: Place): Reading<Groups> {
	if (group) return readShape(shape, group, place);
	const says =
		'the record has neither a `task_type` (or `meta.parsed.task_type`) nor a `category`, and no default category was given (this holds for every such row).';
	return refuseField(place, { field: 'task_type', value: undefined, reason: 'no-task-type', says });
}

type TaskType = { readonly field: string; readonly name: string };

/** The first task type, from `task_type` or `meta.parsed.task_type`; undefined where the record has neither. */
function readTaskType(record: JsonObject, place: Place): Reading<TaskType> | undefined {
	const isTop = 'task_type' in record;
	const holder = isTop ? record : parsedMeta(record);
	const field = isTop ? 'task_type' : 'meta.parsed.task_type';
	const value = holder?.['task_type'];
	const list = isListLiteral(value)
		? readLiteralField({ [field]: value }, field, place)
		: ({ kind: 'read', value } as const);
	if (list.kind === 'refused') return list;
	const name: unknown = Array.isArray(list.value) ? list.value[0] : list.value;
	if (typeof name === 'string' && name !== '') return { kind: 'read', value: { field, name } };
	if (!isTop && value === undefined) return undefined;
	const says = `the field \`${field}\` must be a string or a list that begins with one.`;
	return refuseField(place, { field, value, reason: 'wrong-type', says });
}

function isListLiteral(value: unknown): boolean {
	return typeof value === 'string' && /^\s*[[(]/.test(value);
}

function parsedMeta(record: JsonObject): JsonObject | undefined {
	const meta = record['meta'];
	const parsed = isJsonObject(meta) ? meta['parsed'] : undefined;
	return isJsonObject(parsed) ? parsed : undefined;
}
