import type { ResponseFormatName } from '../file-formats.ts';
import type { JsonObject } from '../rows/json-row.ts';
import type { Place } from '../checks/problem.ts';
import { type Reading, refuseField } from '../rows/shape.ts';

/** An answer as its file names its question: by id, or (AlpacaEval) by the exact instruction. */
export type NamedResponse = {
	readonly question:
		| { readonly kind: 'id'; readonly field: string; readonly id: string }
		| {
				readonly kind: 'instruction';
				readonly field: string;
				readonly instruction: string;
				/** The id that the instruction has where the benchmark was made of such a file. */
				readonly id?: string;
		  };
	readonly response: string;
	readonly model?: string;
	readonly finish_reason?: string;
	/** Answers to several turns, joined by a blank line. */
	readonly turns?: number;
	/** Why there is no answer: the call failed. `response` is empty then. */
	readonly failed?: string;
	/** Alternative answers, one of which is taken. */
	readonly choices?: number;
	/** The models whose answers the record has, where that of the asked one is not among them: there is nothing to take. */
	readonly others?: readonly string[];
};

export type ResponseFormat = {
	readonly name: ResponseFormatName;
	/** What the file is, in words. */
	readonly words: string;
	readonly detect: (record: JsonObject) => boolean;
	readonly read: (record: JsonObject, place: Place, options: ReadOptions) => Reading<NamedResponse>;
};

/** Which of several answers to one question is read: 1 is the first, also where nobody says. */
export type SampleOptions = { readonly sample?: number | undefined };

/** One of the alternatives of a record. A record with a single one is a sample of its own, of which there may be others. */
export function chooseSample<Choice>(
	choices: readonly Choice[],
	sample: number | undefined,
	place: Place,
): Reading<Choice> {
	const chosen = choices[choices.length === 1 ? 0 : (sample ?? 1) - 1];
	if (chosen !== undefined) return { kind: 'read', value: chosen };
	const says = `it has ${choices.length} answers, and the sample ${sample ?? 1} is asked for.`;
	return refuseField(place, { field: 'choices', reason: 'wrong-value', says });
}

/** Which answer of a record is read. */
export type ReadOptions = SampleOptions & {
	/** Of records with the answers of several models: whose; the slug or the name. */
	readonly model?: string | undefined;
};

/** Whether a record has a field of ours, by its own name or by `map`: then it is read as ours, whatever program wrote it. */
export function hasOurFields(record: JsonObject): boolean {
	return 'question_id' in record || typeof record['response'] === 'string';
}

/** The optional parts of an answer, left out where the file has none. */
export function optionalParts(
	model: string | null | undefined,
	finishReason?: string | null,
): Pick<NamedResponse, 'model' | 'finish_reason'> {
	return {
		...(model == null ? {} : { model }),
		...(finishReason == null ? {} : { finish_reason: finishReason }),
	};
}
