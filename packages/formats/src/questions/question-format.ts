import type { QuestionFormatName } from '../file-formats.ts';
import type { JsonObject } from '../rows/json-row.ts';
import type { Place } from '../checks/problem.ts';
import type { QuestionRecord } from './question-record.ts';
import type { Reading } from '../rows/shape.ts';
import type { TaskTypeMapping } from './task-types.ts';

export type QuestionOptions = {
	/** CodeArena's task types → category and subcategory. */
	readonly mapping?: TaskTypeMapping;
	/** Of records that name neither a category nor a task type. */
	readonly defaultGroup?: { readonly category: string; readonly subcategory: string };
};

/** What one record of a questions file holds: a question, and perhaps answers of baselines to it. */
export type QuestionReading = Reading<{
	readonly question: QuestionRecord;
	readonly baselines: readonly { readonly model: string; readonly response: string }[];
}>;

export type QuestionFormat = {
	readonly name: QuestionFormatName;
	/** What the file is, in words. */
	readonly words: string;
	/** Fields that are read; others are named in a note. */
	readonly fields: readonly string[];
	/** Where a question's id stands; the first that a record has. */
	readonly keys: readonly string[];
	/** Whether a field holds a baseline's answer. */
	readonly isBaseline?: (field: string) => boolean;
	readonly detect: (record: JsonObject) => boolean;
	readonly read: (record: JsonObject, place: Place, options: QuestionOptions) => QuestionReading;
};

/** A question without answers beside it. */
export function readQuestion(question: QuestionRecord): QuestionReading {
	return { kind: 'read', value: { question, baselines: [] } };
}
