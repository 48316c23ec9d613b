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
