import type { ResponseFormatName } from '../file-formats.ts';
import type { JsonObject } from '../rows/json-row.ts';
import type { Place } from '../checks/problem.ts';
import type { Reading } from '../rows/shape.ts';

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
	/** Alternative answers; the first one is taken. */
	readonly choices?: number;
};

export type ResponseFormat = {
	readonly name: ResponseFormatName;
	/** What the file is, in words. */
	readonly words: string;
	readonly detect: (record: JsonObject) => boolean;
	readonly read: (record: JsonObject, place: Place) => Reading<NamedResponse>;
};

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
