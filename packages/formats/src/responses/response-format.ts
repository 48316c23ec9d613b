import type { ResponseFormatName } from '../file-formats.ts';
import type { JsonObject } from '../rows/json-row.ts';
import type { Place } from '../checks/problem.ts';
import { type Reading, refuseField } from '../rows/shape.ts';

/** An answer as its file names its question: by id, or (AlpacaEval) by the exact instruction. */
export type NamedResponse = {
	readonly question:
		| { readonly kind: 'id'; readonly field: string; readonly id: string }
		| { readonly kind: 'instruction'; readonly field: string; readonly instruction: string };
	readonly response: string;
	readonly model?: string;
	readonly finish_reason?: string;
	/** Answers to several turns, joined by a blank line. */
	readonly turns?: number;
	/** Why there is no answer: the call failed. `response` is empty then. */
	readonly failed?: string;
	/** Alternative answers, one of which is taken. */
	readonly choices?: number;
};

export type ResponseFormat = {
	readonly name: ResponseFormatName;
	/** What the file is, in words. */
	readonly words: string;
	readonly detect: (record: JsonObject) => boolean;
	readonly read: (
		record: JsonObject,
		place: Place,
		options: SampleOptions,
	) => Reading<NamedResponse>;
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
