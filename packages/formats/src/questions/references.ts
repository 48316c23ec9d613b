import type { ReferenceOrigin, ReferenceVisibility } from '@codejoust/arena/rules/reference';
import { quoteValue } from '@codejoust/arena/text/printable';
import * as z from 'zod';
import { createDuplicateCheck } from '../checks/duplicate-check.ts';
import { type Place, type Problems, problemAt } from '../checks/problem.ts';
import { createProblemList } from '../checks/problem-list.ts';
import { readRows } from '../rows/decode.ts';
import {
	idField,
	questionText,
	referenceOriginField,
	referenceVisibilityField,
} from '../rows/fields.ts';
import type { JsonObject } from '../rows/json-row.ts';
import { type Reading, readShape } from '../rows/shape.ts';

/** The reference of one question. */
export type ReferenceRecord = {
	readonly question_id: string;
	readonly reference: string;
	readonly origin?: ReferenceOrigin;
	readonly visibility?: ReferenceVisibility;
};

export type ReferencesFile = {
	/** In file order, each question once; only records without a problem. */
	readonly references: readonly ReferenceRecord[];
	/** Any problem means that the file must be refused. */
	readonly problems: Problems;
};

const ours = z.object({
	question_id: idField,
	reference: questionText,
	origin: referenceOriginField.nullish(),
	visibility: referenceVisibilityField.nullish(),
});

/** FastChat's reference answers: one choice, with a text for each turn that has one. */
const fastChat = z.object({
	question_id: idField,
	choices: z.array(z.object({ turns: z.array(z.string()).min(1) })).length(1),
});

/**
 * Reads references of questions (JSONL or JSON array): `{question_id, reference, origin?, visibility?}`, or FastChat's
 * `reference_answer` files, which models wrote. Refuses a question that `known` lacks, one that is there twice, and an empty text.
 */
export function readReferences(bytes: Uint8Array, known: ReadonlySet<string>): ReferencesFile {
	const problems = createProblemList();
	const duplicates = createDuplicateCheck();
	const references: ReferenceRecord[] = [];
	for (const row of readRows(bytes)) {
		if (row.kind === 'problem') {
			problems.add(row.problem);
			continue;
		}
		const reading = readRecord(row.record, row);
		if (reading.kind === 'refused') {
			for (const problem of reading.problems) problems.add(problem);
			continue;
		}
		const { question_id: id } = reading.value;
		const seen = { id, field: 'question_id', value: id };
		const problem = duplicates.check(seen, row) ?? findStranger(id, row, known);
		if (problem) problems.add(problem);
		else references.push(reading.value);
	}
	return { references, problems: problems.list() };
}

function readRecord(record: JsonObject, place: Place): Reading<ReferenceRecord> {
	if ('choices' in record && !('reference' in record)) return readFastChat(record, place);
	const reading = readShape(ours, record, place);
	if (reading.kind === 'refused') return reading;
	const { question_id, reference, origin, visibility } = reading.value;
	return {
		kind: 'read',
		value: {
			question_id,
			reference,
			...(origin == null ? {} : { origin }),
			...(visibility == null ? {} : { visibility }),
		},
	};
}

/** A question of two turns may have a reference for the first one alone. */
function readFastChat(record: JsonObject, place: Place): Reading<ReferenceRecord> {
	const reading = readShape(fastChat, record, place);
	if (reading.kind === 'refused') return reading;
	const { question_id, choices } = reading.value;
	const turns = choices[0]?.turns.filter((turn) => turn.trim() !== '') ?? [];
	const joined = { question_id, reference: turns.join('\n\n') };
	const checked = readShape(ours, joined, place);
	if (checked.kind === 'refused') return checked;
	return { kind: 'read', value: { ...joined, origin: 'model' } };
}

function findStranger(id: string, place: Place, known: ReadonlySet<string>) {
	if (known.has(id)) return undefined;
	const says = `the benchmark has no question ${quoteValue(id)}.`;
	return problemAt(place, {
		field: 'question_id',
		value: id,
		reason: 'unknown-question',
		says,
	});
}
