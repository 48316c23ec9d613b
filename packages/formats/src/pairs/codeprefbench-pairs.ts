import { CODEPREFBENCH_OBJECTIVES } from '@codejoust/arena/rules/ablation-rule';
import * as z from 'zod';
import { groupField, idField, questionText } from '../rows/fields.ts';
import type { JsonObject } from '../rows/json-row.ts';
import { readShape } from '../rows/shape.ts';
import { type LabelledPair, onePair, pairAnswer, type PairFormat } from './pair-format.ts';

const shape = z.object({
	task_id: idField,
	instruction: questionText,
	choices: z.tuple([pairAnswer, pairAnswer]),
	gt_choice: z.union([z.literal(0), z.literal(1)]),
	objective: groupField.optional(),
});

/** As one file of all objectives has it, whose `task_id` repeats. */
const rowShape = z.object({
	id: idField,
	instruction: questionText,
	response_a: pairAnswer,
	response_b: pairAnswer,
	label: z.enum(['A', 'B']),
	objective: groupField,
});

const isRow = (record: JsonObject) =>
	'objective' in record && 'instruction' in record && 'response_a' in record;

const OBJECTIVES = [...CODEPREFBENCH_OBJECTIVES, 'human-preference'];

/** The published files are named `correctness-alignment.jsonl` and so on. */
function objectiveOf(file: string): string | undefined {
	const name = file.toLowerCase().replaceAll(/[_ ]/g, '-');
	return OBJECTIVES.find((objective) => new RegExp(`^${objective}(?:[-.]|$)`).test(name));
}

/**
 * CodePrefBench: `{task_id, instruction, choices: [a, b], gt_choice, objective?}`, a task having several pairs; or
 * `{id, objective, instruction, response_a, response_b, label}` of all objectives in one file.
 */
export const codePrefBenchPairs: PairFormat = {
	name: 'codeprefbench',
	words: 'CodePrefBench pairs (the category is the objective)',
	fields: [...Object.keys(shape.shape), ...Object.keys(rowShape.shape), 'annotations'],
	key: 'task_id',
	hasRepeatedKeys: true,
	categoryOf: objectiveOf,
	detect: (record) => ('choices' in record && 'gt_choice' in record) || isRow(record),
	read(record, place, { category: fallback }) {
		const { line } = place;
		if (isRow(record)) {
			const row = readShape(rowShape, record, place);
			if (row.kind === 'refused') return row;
			const { id, objective, ...pair } = row.value;
			return onePair(asPair({ ...pair, id, category: objective, line }));
		}
		const reading = readShape(shape, record, place);
		if (reading.kind === 'refused') return reading;
		const { task_id: id, instruction, choices, gt_choice, objective = fallback } = reading.value;
		const [response_a, response_b] = choices;
		const label = gt_choice === 0 ? 'A' : 'B';
		const pair = {
			id,
			instruction,
			response_a,
			response_b,
			label,
			category: objective,
			line,
		} as const;
		return onePair(asPair(pair));
	},
};

function asPair({
	id,
	instruction,
	category,
	...pair
}: Pick<LabelledPair, 'response_a' | 'response_b' | 'label' | 'category' | 'line'> & {
	readonly id: string;
	readonly instruction: string;
}): LabelledPair {
	return {
		...pair,
		pair_id: id,
		messages: [{ role: 'user', content: instruction }],
		category,
		subcategory: category,
	};
}
