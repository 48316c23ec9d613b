import * as z from 'zod';
import { groupField, idField, questionText } from '../rows/fields.ts';
import { readShape } from '../rows/shape.ts';
import { onePair, pairAnswer, type PairFormat } from './pair-format.ts';

const shape = z.object({
	pair_id: idField,
	source: groupField,
	question: questionText,
	response_A: pairAnswer,
	response_B: pairAnswer,
	label: z.enum(['A>B', 'B>A']),
});

/** Of no use here: where a pair comes from, and judgments of other programs. */
const OTHERS = ['original_id', 'response_model', 'judge_name', 'judgments'];

/** JudgeBench: `{pair_id, source, question, response_A, response_B, label}`; sources `mmlu-pro-…` are one category. */
export const judgeBenchPairs: PairFormat = {
	name: 'judgebench',
	words: 'JudgeBench pairs (the category is the source; the subjects of mmlu-pro are one)',
	fields: [...Object.keys(shape.shape), ...OTHERS],
	key: 'pair_id',
	hasRepeatedKeys: false,
	detect: (record) => 'response_A' in record && 'response_B' in record,
	read(record, place) {
		const reading = readShape(shape, record, place);
		if (reading.kind === 'refused') return reading;
		const { pair_id, source, question, response_A, response_B, label } = reading.value;
		return onePair({
			pair_id,
			messages: [{ role: 'user', content: question }],
			response_a: response_A,
			response_b: response_B,
			label: label === 'A>B' ? 'A' : 'B',
			category: source.startsWith('mmlu-pro-') ? 'mmlu-pro' : source,
			subcategory: source,
			line: place.line,
		});
	},
};
