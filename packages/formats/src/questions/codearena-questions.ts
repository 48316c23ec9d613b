import * as z from 'zod';
import {
	difficultyField,
	idField,
	languagesField,
	messagesField,
	questionText,
} from '../rows/fields.ts';
import type { Place, Problem } from '../checks/problem.ts';
import { type Reading, readShape } from '../rows/shape.ts';
import { isModelResponse, readModelResponses } from './model-responses.ts';
import { readCodeArenaGroups } from './codearena-groups.ts';
import { readLiteralField } from '../rows/literal-field.ts';
import type { QuestionFormat, QuestionReading } from './question-format.ts';

const shape = z.object({
	id: idField,
	messages: messagesField,
	difficulty: difficultyField.default('unspecified'),
	programming_language: languagesField.default([]),
	reference: questionText.nullish(),
});

/**
 * CodeArena: `{id, messages, <model>_response, difficulty, programming_language, task_type | meta.parsed.task_type}`;
 * `messages` and the lists may be strings that hold Python literals. All turns of a question are kept.
 */
export const codeArenaQuestions: QuestionFormat = {
	name: 'codearena',
	words: 'CodeArena questions (`<model>_response` fields are baselines)',
	fields: [...Object.keys(shape.shape), 'task_type', 'meta', 'category', 'subcategory'],
	keys: ['id'],
	isBaseline: isModelResponse,
	detect: (record) => 'id' in record && 'messages' in record,
	read(record, place, options) {
		const problems: Problem[] = [];
		const literal = (field: string): unknown => {
			const reading = readLiteralField(record, field, place);
			if (reading.kind === 'read') return reading.value;
			problems.push(...reading.problems);
			return undefined;
		};
		const unwrapped = {
			...record,
			messages: literal('messages'),
			programming_language: isOneName(record['programming_language'])
				? [record['programming_language'].trim()]
				: literal('programming_language'),
		};
		const parts = {
			shape: readShape(shape, unwrapped, place),
			groups: readCodeArenaGroups(record, place, options),
			baselines: readModelResponses(record, place),
		};
		return combine(parts, problems, place);
	},
};

/** The name of one language where the publisher has a list of them: no literal begins with a letter or a point. */
function isOneName(value: unknown): value is string {
	return typeof value === 'string' && /^\s*(?!(?:None|null)\s*$)[\p{L}.]/u.test(value);
}

type Parts = {
	readonly shape: Reading<z.infer<typeof shape>>;
	readonly groups: Reading<{ readonly category: string; readonly subcategory: string }>;
	readonly baselines: Reading<readonly { readonly model: string; readonly response: string }[]>;
};

function combine(
	{ shape, groups, baselines }: Parts,
	literalProblems: readonly Problem[],
	place: Place,
): QuestionReading {
	const isRead = shape.kind === 'read' && groups.kind === 'read' && baselines.kind === 'read';
	if (!isRead || literalProblems.length > 0) {
		const refused = [shape, groups, baselines].flatMap((part) =>
			part.kind === 'refused' ? part.problems : [],
		);
		return { kind: 'refused', problems: mergeProblems(literalProblems, refused) };
	}
	const { id, messages, difficulty, programming_language, reference } = shape.value;
	const question = {
		question_id: id,
		messages,
		...groups.value,
		languages: programming_language,
		difficulty,
		...(reference == null ? {} : { reference }),
		line: place.line,
	};
	return { kind: 'read', value: { question, baselines: baselines.value } };
}

/** A field whose literal could not be read is not reported a second time as missing. */
function mergeProblems(literal: readonly Problem[], others: readonly Problem[]): Problem[] {
	const broken = new Set(literal.map(({ field }) => field?.split('.')[0]));
	return [...literal, ...others.filter(({ field }) => !broken.has(field))];
}
