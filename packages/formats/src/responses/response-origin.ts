import * as z from 'zod';
import type { JsonObject } from '../rows/json-row.ts';

type TokensOfAnswers = {
	readonly answers: number;
	readonly input: number;
	readonly output: number;
};

/** What a file of answers says of how they were made: a claim of the file, which nobody has checked. */
export type ResponseOrigin = {
	/** Program and version of the first answer that says it. */
	readonly made_by: string;
	/** Answers that say that they were made by it. */
	readonly answers: number;
	/** As the endpoint named the model, at most eight. */
	readonly models_reported: readonly string[];
	/** Null where answers differ in it, or say nothing. */
	readonly sampling: Readonly<Record<string, string | number | boolean>> | null;
	/** Of the answers that say both counts; absent where none does. */
	readonly tokens?: TokensOfAnswers | undefined;
	/** When the first and the last of them were made, as ISO 8601 in UTC. */
	readonly from: string | null;
	readonly until: string | null;
};

export type OriginCollector = {
	/** Takes the record of an answer that was read. */
	readonly add: (record: JsonObject) => void;
	readonly finish: () => ResponseOrigin | undefined;
};

const MOST_MODELS = 8;
const MOST_SETTINGS = 20;
const name = (most: number) =>
	z
		.string()
		.min(1)
		.max(most)
		.regex(/^[^\p{C}]+$/u);
const value = z.union([z.string().max(200), z.number(), z.boolean()]);
/** More would be no answer. */
const tokens = z.int().min(0).max(1_000_000_000).nullish().catch(undefined);
const claim = z.object({
	made_by: name(80),
	model_reported: name(200).nullish().catch(undefined),
	sampling: z.record(z.string().max(40), value).nullish().catch(undefined),
	prompt_tokens: tokens,
	completion_tokens: tokens,
	date: z.iso.datetime({ offset: true }).max(40).nullish().catch(undefined),
});

/** Gathers `provenance` of the answers of a file in one pass, at a bounded size; a record without a readable one says nothing. */
export function createOriginCollector(): OriginCollector {
	let found: ResponseOrigin | undefined;
	return {
		add(record) {
			const { data } = claim.safeParse(record['provenance']);
			if (!data) return;
			const own = describe(data);
			found = found === undefined ? own : mergeOrigins(found, own);
		},
		finish: () => found,
	};
}

/** Of two parts of a submission; what another program made is not counted. */
export function mergeOrigins(first: ResponseOrigin, second: ResponseOrigin): ResponseOrigin {
	if (first.made_by !== second.made_by) return first;
	const models = new Set([...first.models_reported, ...second.models_reported]);
	const isSame = JSON.stringify(first.sampling) === JSON.stringify(second.sampling);
	return {
		made_by: first.made_by,
		answers: first.answers + second.answers,
		models_reported: [...models].slice(0, MOST_MODELS),
		sampling: isSame ? first.sampling : null,
		...addTokens(first.tokens, second.tokens),
		from: pick(first.from, second.from, (a, b) => a < b),
		until: pick(first.until, second.until, (a, b) => a > b),
	};
}

function describe(data: z.infer<typeof claim>): ResponseOrigin {
	const { made_by, model_reported: model, sampling, date } = data;
	const { prompt_tokens: input, completion_tokens: output } = data;
	const settings = Object.entries(sampling ?? {}).sort(([a], [b]) => (a < b ? -1 : 1));
	const hasSettings = sampling != null && settings.length <= MOST_SETTINGS;
	const at = date == null ? null : new Date(date).toISOString();
	return {
		made_by,
		answers: 1,
		models_reported: model == null ? [] : [model],
		sampling: hasSettings ? Object.fromEntries(settings) : null,
		...(input == null || output == null ? {} : { tokens: { answers: 1, input, output } }),
		from: at,
		until: at,
	};
}

function addTokens(
	first: TokensOfAnswers | undefined,
	second: TokensOfAnswers | undefined,
): Pick<ResponseOrigin, 'tokens'> {
	const tokens = first ?? second;
	if (!tokens) return {};
	if (!first || !second) return { tokens };
	return {
		tokens: {
			answers: first.answers + second.answers,
			input: first.input + second.input,
			output: first.output + second.output,
		},
	};
}

function pick(
	first: string | null,
	second: string | null,
	isBefore: (a: string, b: string) => boolean,
): string | null {
	if (first === null || second === null) return first ?? second;
	return isBefore(first, second) ? first : second;
}
