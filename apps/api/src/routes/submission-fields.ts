import type { z } from '@hono/zod-openapi';
import { newModel, variantSettings } from '@codejoust/contract/schemas/model';
import { benchmarkName } from '@codejoust/contract/schemas/names';
import { submissionBody, submissionQuery } from '@codejoust/contract/schemas/new-submission';
import type { InvalidParam } from '@codejoust/contract/schemas/problem';
import { newCheckpoint } from '@codejoust/contract/schemas/provenance';
import { newStatedPrice } from '@codejoust/contract/schemas/stated-price';
import { refuseInvalid } from '../middleware/problems.ts';
import { parseJson } from '../middleware/read-body.ts';
import type { SubmissionMetadata } from '../use-cases/submissions/create-submission.ts';
import type { AnswerReading } from '../use-cases/submissions/refuse-submission.ts';
import { accept, gatherFaults, type NameProblem } from './gather-faults.ts';
import { readAcceptedTexts, readSampleAndMap } from './preparation-fields.ts';

/** What is said of a submission besides its answers; or all that is wrong with that, and what its answers can be checked by all the same. */
export type SubmissionFields =
	| { readonly kind: 'read'; readonly metadata: SubmissionMetadata }
	| {
			readonly kind: 'wrong';
			readonly faults: readonly InvalidParam[];
			readonly reading: AnswerReading;
	  };

/** A body of JSON, with its answers as they are. */
export function readBody(json: unknown): SubmissionFields & { readonly responses: unknown[] } {
	const gather = gatherFaults();
	const given = gather.read(() => accept(submissionBody, json, 'body'));
	const raw = asRecord(json);
	const texts = { sample: textOf(raw['sample']), map: textOf(raw['map']) };
	const names = gather.read(() => readSampleAndMap(texts));
	const prepare = {
		stripThinking: raw['strip_thinking'] === true,
		repair: raw['repair'] === true,
		...names,
	};
	const accepted = gather.read(() => readAcceptedTexts(textOf(raw['accept']))) ?? [];
	const responses = Array.isArray(raw['responses']) ? raw['responses'] : [];
	gather.read(() => given && refuseInvalid({ success: true, data: { ...raw, responses: [] } }));
	if (given && gather.faults.length === 0) {
		const { benchmark, model, variant, visibility, contact, via, draft, checkpoint, price } = given;
		const plain = { benchmark, model, variant, visibility, contact, via, draft, checkpoint, price };
		return { kind: 'read', metadata: { ...plain, accepted, prepare }, responses };
	}
	const { benchmark, model } = raw;
	const isPartial = raw['draft'] === true;
	const reading = {
		...nameSubject(names || !texts.map ? benchmark : undefined, model),
		isPartial,
		accepted,
		prepare,
	};
	return { kind: 'wrong', faults: gather.faults, reading, responses };
}

const required = submissionQuery.required({ benchmark: true, model: true });

/** The fields of a query or a form, some of which are JSON. */
export function readFields(
	data: Readonly<Record<string, string>>,
	target: string,
	named: NameProblem = (problem) => problem,
): SubmissionFields {
	const gather = gatherFaults();
	const given = gather.read(() => accept(required, data, target, named));
	gather.read(() => given && refuseInvalid({ success: true, data: given, target }));
	const refused = new Set(gather.faults.map(({ name }) => name));
	const readJson = <Schema extends z.ZodType>(schema: Schema, field: string) => {
		const text = data[field];
		if (text === undefined || refused.has(field)) return undefined;
		return gather.read(() => acceptText(schema, text, field, named));
	};
	const { model: asked = '', accept: texts, sample, map } = data;
	const model = asked.startsWith('{') ? readJson(newModel, 'model') : asked;
	const variant = readJson(variantSettings, 'variant');
	const checkpoint = readJson(newCheckpoint, 'checkpoint');
	const price = readJson(newStatedPrice, 'price');
	const names = gather.read(() => readSampleAndMap({ sample, map }));
	const prepare = {
		stripThinking: data['strip_thinking'] === 'true',
		repair: data['repair'] === 'true',
		...names,
	};
	const accepted = gather.read(() => readAcceptedTexts(texts)) ?? [];
	const isPartial = data['draft'] === 'true';
	if (given && model !== undefined && gather.faults.length === 0) {
		const { benchmark, visibility, contact, via } = given;
		const plain = { benchmark, visibility, contact, via, draft: isPartial };
		return {
			kind: 'read',
			metadata: { ...plain, accepted, prepare, model, variant, checkpoint, price },
		};
	}
	const reading = {
		...nameSubject(names || !map ? data['benchmark'] : undefined, model),
		isPartial,
		accepted,
		prepare,
	};
	return { kind: 'wrong', faults: gather.faults, reading };
}

/**
 * The benchmark and the model of a submission that has faults; undefined where these are among them. Without a benchmark the answers
 * are not checked, as where their fields have other names which could not be read.
 */
function nameSubject(
	benchmark: unknown,
	model: unknown,
): Pick<AnswerReading, 'benchmark' | 'model'> {
	const name = benchmarkName.safeParse(benchmark);
	return {
		benchmark: name.success ? name.data : undefined,
		model: textOf(model) || undefined,
	};
}

function textOf(value: unknown): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
	return typeof value === 'object' && value !== null && !Array.isArray(value)
		? Object.fromEntries(Object.entries(value))
		: {};
}

/** Reads a field of JSON; what is wrong within it is named after the field. */
function acceptText<Schema extends z.ZodType>(
	schema: Schema,
	text: string,
	field: string,
	named: NameProblem,
) {
	return accept(schema, parseJson(new TextEncoder().encode(text)), field, (problem) => {
		const isWhole = problem.name === field;
		return named(isWhole ? problem : { ...problem, name: `${field}.${problem.name}` });
	});
}
