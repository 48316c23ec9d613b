import * as z from 'zod';
import { groupField, idField, questionText } from '../rows/fields.ts';
import { readShape } from '../rows/shape.ts';
import { pairAnswer, type PairFormat } from './pair-format.ts';

const shape = z.object({
	task_id: idField,
	instruction: questionText,
	choices: z.tuple([pairAnswer, pairAnswer]),
	gt_choice: z.union([z.literal(0), z.literal(1)]),
	objective: groupField.optional(),
});

/** CodePrefBench: `{task_id, instruction, choices: [a, b], gt_choice, objective?}`; a task has several pairs. */
export const codePrefBenchPairs: PairFormat = {
	name: 'codeprefbench',
	words: 'CodePrefBench pairs (the category is the objective)',
	fields: Object.keys(shape.shape),
	key: 'task_id',
	hasRepeatedKeys: true,
	detect: (record) => 'choices' in record && 'gt_choice' in record,
	read(record, place, { category: fallback }) {
		const reading = readShape(shape, record, place);
		if (reading.kind === 'refused') return reading;
		const { task_id, instruction, choices, gt_choice, objective = fallback } = reading.value;
		return {
			kind: 'read',
			value: {
				pair_id: task_id,
				messages: [{ role: 'user', content: instruction }],
				response_a: choices[0],
				response_b: choices[1],
				label: gt_choice === 0 ? 'A' : 'B',
				category: objective,
				subcategory: objective,
				line: place.line,
			},
		};
	},
};

const rowShape = z.object({
	id: idField,
	instruction: questionText,
	response_a: pairAnswer,
	response_b: pairAnswer,
	label: z.enum(['A', 'B']),
	objective: groupField,
});

/** All four objectives in one file: `{id, task_id?, objective, instruction, response_a, response_b, label}`. */
export const codePrefBenchRows: PairFormat = {
	name: 'codeprefbench',
	words: 'CodePrefBench pairs of all objectives (the category is the objective)',
	fields: [...Object.keys(rowShape.shape), 'task_id', 'annotations'],
	key: 'id',
	hasRepeatedKeys: false,
	detect: (record) => 'objective' in record && 'instruction' in record && 'response_a' in record,
	read(record, place) {
		const reading = readShape(rowShape, record, place);
		if (reading.kind === 'refused') return reading;
		const { id, instruction, response_a, response_b, label, objective } = reading.value;
		return {
			kind: 'read',
			value: {
				pair_id: id,
				messages: [{ role: 'user', content: instruction }],
				response_a,
				response_b,
				label,
				category: objective,
				subcategory: objective,
				line: place.line,
			},
		};
	},
};
