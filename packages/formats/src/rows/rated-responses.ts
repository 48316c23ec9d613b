import * as z from 'zod';
import { hashText } from '../checks/text-hash.ts';
import { groupField, modelField, questionText, responseField } from './fields.ts';
import type { JsonObject } from './json-row.ts';
import type { Place } from '../checks/problem.ts';
import { type Reading, readShape, refuseField } from './shape.ts';

/** A model's response to an instruction, and what a judge made of it; absent where nobody has rated it. */
export type RatedResponse = {
	readonly model: string;
	readonly response: string;
	readonly rating?: number;
};

/** A record of CodeUltraFeedback. */
export type RatedRecord = {
	readonly instruction: string;
	/** What the responses are rated for: `readability`, `style` and so on. */
	readonly preference: string;
	/** In the order of the file. */
	readonly responses: readonly RatedResponse[];
};

const MOST_RESPONSES = 20;
const HIGHEST = 10;

/** A whole number from 1 to 10 as a text or a number. `N/A` and null say that there is none, which is never 0. */
const ratingField = z
	.union([z.string().max(200), z.number()])
	.nullish()
	.transform((given, context) => {
		if (given == null || /^\s*n\/?a\s*$/i.test(String(given))) return undefined;
		const rating = typeof given === 'number' ? given : readDigits(given);
		if (Number.isInteger(rating) && rating >= 1 && rating <= HIGHEST) return rating;
		context.addIssue({
			code: 'custom',
			params: { reason: 'wrong-value' },
			message: `it must be a whole number from 1 to ${HIGHEST}, or N/A`,
		});
		return z.NEVER;
	});

const shape = z.object({
	instruction: questionText,
	preference: groupField,
	responses: z
		.array(z.object({ model: modelField, response: responseField }))
		.min(1)
		.max(MOST_RESPONSES),
	annotations: z
		.array(z.object({ model: modelField, rating: ratingField }))
		.max(MOST_RESPONSES)
		.nullish(),
});

/** Fields of a record, of which `models` and the rationales say nothing that is needed here. */
export const RATED_FIELDS: readonly string[] = [...Object.keys(shape.shape), 'models'];

/** Whether a record is an instruction with the responses of several models. */
export function isRated(record: JsonObject): boolean {
	return (
		typeof record['instruction'] === 'string' &&
		typeof record['preference'] === 'string' &&
		Array.isArray(record['responses'])
	);
}

/**
 * Reads a record of CodeUltraFeedback: `{instruction, preference, models, responses: [{model, response}], annotations: [{model,
 * rating, rationale}]}`. Refuses a model that is in it twice, and a rating of a model that is not.
 */
export function readRated(record: JsonObject, place: Place): Reading<RatedRecord> {
	const reading = readShape(shape, record, place);
	if (reading.kind === 'refused') return reading;
	const { instruction, preference, responses, annotations } = reading.value;
	const fault = findFault(responses, annotations ?? []);
	if (fault) return refuseField(place, fault);
	const ratings = new Map(annotations?.map(({ model, rating }) => [model, rating]));
	const rated = responses.map(({ model, response }) => {
		const rating = ratings.get(model);
		return { model, response, ...(rating === undefined ? {} : { rating }) };
	});
	return { kind: 'read', value: { instruction, preference, responses: rated } };
}

/** Names the question of a record: the same instruction is asked under several preferences. */
export function nameRated({ instruction, preference }: RatedRecord): string {
	return `cu-${hashText(`${preference}\0${instruction}`)}`;
}

type Named = readonly { readonly model: string }[];

function findFault(responses: Named, annotations: Named) {
	const [twice, field] = findTwice(responses)
		? [findTwice(responses), 'responses']
		: [findTwice(annotations), 'annotations'];
	if (twice !== undefined) {
		const says = `the model "${twice}" is in \`${field}\` twice.`;
		return { field, value: twice, reason: 'duplicate', says } as const;
	}
	const names = new Set(responses.map(({ model }) => model));
	const other = annotations.find(({ model }) => !names.has(model))?.model;
	if (other === undefined) return undefined;
	const says = `it rates the model "${other}", which has no response.`;
	return { field: 'annotations', value: other, reason: 'wrong-value', says } as const;
}

function findTwice(named: Named): string | undefined {
	const names = named.map(({ model }) => model);
	return names.find((name, at) => names.indexOf(name) !== at);
}

function readDigits(given: string): number {
	return /^\s*\d{1,2}\s*$/.test(given) ? Number(given) : NaN;
}
