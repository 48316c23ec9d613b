import type { PairFormatName } from '../file-formats.ts';
import { responseField } from '../rows/fields.ts';
import type { JsonObject } from '../rows/json-row.ts';
import type { Place } from '../checks/problem.ts';
import type { QuestionMessage } from '../questions/question-record.ts';
import { isEmptyAnswer } from '../rows/response-record.ts';
import type { Reading } from '../rows/shape.ts';
import type { LeftOut } from './left-out.ts';

/** Two answers to one prompt, and which of them is better. */
export type LabelledPair = {
	readonly pair_id: string;
	readonly messages: readonly QuestionMessage[];
	readonly response_a: string;
	readonly response_b: string;
	readonly label: 'A' | 'B' | 'tie';
	readonly category: string;
	readonly subcategory: string;
	/** What a right answer to the prompt says. */
	readonly reference?: string;
	/** Models that answer the prompt rightly by themselves, or not. */
	readonly solvers?: Readonly<Record<string, boolean>>;
	/** 1-based line of the file. */
	readonly line: number;
};

export type PairOptions = {
	/** Of records that name none. */
	readonly category: string;
};

/** What a record holds: usually one pair; of several rated answers all pairs whose ratings differ. */
export type PairsOfRecord = {
	readonly pairs: readonly LabelledPair[];
	/** Why other pairs of the record are left out, a reason for each. */
	readonly left?: readonly LeftOut[];
};

export type PairFormat = {
	readonly name: PairFormatName;
	/** What the file is, in words. */
	readonly words: string;
	/** Fields that are read, or known and not needed; others are named in a note. */
	readonly fields: readonly string[];
	/** Where a pair's id stands. */
	readonly key: string;
	/** Whether one id may stand at several pairs, which are then numbered. */
	readonly hasRepeatedKeys: boolean;
	readonly detect: (record: JsonObject) => boolean;
	/** The category that a file has by its name, for a record that names none; absent where names of files say nothing. */
	readonly categoryOf?: (file: string) => string | undefined;
	readonly read: (record: JsonObject, place: Place, options: PairOptions) => Reading<PairsOfRecord>;
};

/** A record that is one pair. */
export function onePair(pair: LabelledPair): Reading<PairsOfRecord> {
	return { kind: 'read', value: { pairs: [pair] } };
}

/** An answer of a pair. A judge cannot be asked about a blank one. */
export const pairAnswer = responseField.refine((text) => !isEmptyAnswer(text), {
	params: { reason: 'empty-text' },
	message: 'it must not be blank, since no judge is asked about an empty answer',
});
