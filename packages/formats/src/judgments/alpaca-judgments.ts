import * as z from 'zod';
import { idField, modelField, questionText, responseField } from '../rows/fields.ts';
import { readShape, refuseField } from '../rows/shape.ts';
import type { JudgmentFormat } from './judgment-format.ts';
import { readWords } from './judge-words.ts';
import type { RecordedSide } from './recorded-judgment.ts';

const length = z.int().min(0).nullish();

const shape = z.object({
	question_id: idField.nullish(),
	instruction: questionText.nullish(),
	output_1: responseField.nullish(),
	output_2: responseField.nullish(),
	generator_1: modelField.nullish(),
	/** Where an older release puts the baseline. */
	generator: modelField.nullish(),
	generator_2: modelField.nullish(),
	baseline: modelField.nullish(),
	model: modelField.nullish(),
	annotator: modelField.nullish(),
	preference: z
		.number()
		.refine((value) => value === 0 || (value >= 1 && value <= 2), {
			params: { reason: 'wrong-value' },
			message: 'it must be from 1 (the baseline is better) to 2, or 0 for a draw',
		})
		.nullish(),
	raw_completion: z.unknown().optional(),
	length_baseline: length,
	length_model: length,
});
type Shape = z.infer<typeof shape>;

/** Of no use here: what stands beside a judgment. */
const OTHERS = [
	'dataset',
	'datasplit',
	'index',
	'row_index',
	'price_per_example',
	'time_per_example',
	'referenced_models',
	'date',
	'is_switched_outputs',
];

/**
 * AlpacaEval annotations: `{instruction, output_1, output_2, generator_1, generator_2, annotator, preference}`; output_1 is the
 * baseline's. The judge saw the outputs in one order, which the file does not name. Reduced files name the question by
 * `question_id`, and the models by `model` and `baseline`, without the outputs.
 */
export const alpacaJudgments: JudgmentFormat = {
	name: 'alpaca-eval',
	words: 'AlpacaEval annotations (preferences from 1 to 2; output_1 is the baseline’s)',
	values: 'preferences',
	orders: 'one',
	fields: [...Object.keys(shape.shape), ...OTHERS],
	detect: (record) =>
		'preference' in record &&
		('instruction' in record || 'question_id' in record) &&
		('output_2' in record || 'annotator' in record || 'generator_2' in record),
	read(record, place) {
		const reading = readShape(shape, record, place);
		if (reading.kind === 'refused') return reading;
		const { question_id: id, instruction, annotator, preference, raw_completion } = reading.value;
		if (id == null && instruction == null)
			return refuseField(place, {
				field: 'instruction',
				reason: 'missing-field',
				says: 'the field `instruction` is missing.',
			});
		const words = readWords(raw_completion);
		return {
			kind: 'read',
			value: {
				question: {
					...(id == null ? {} : { id }),
					...(instruction == null ? {} : { text: instruction }),
				},
				...(annotator == null ? {} : { judge: annotator }),
				sides: sidesOf(reading.value),
				baseline: 'one',
				games: [
					{
						shownFirst: 'one',
						decision: null,
						preference: asShare(preference),
						...(words === undefined ? {} : { words }),
					},
				],
			},
		};
	},
};

function sidesOf(read: Shape) {
	return {
		one: sideOf(
			read.generator_1 ?? read.generator ?? read.baseline,
			read.output_1,
			read.length_baseline,
		),
		two: sideOf(read.generator_2 ?? read.model, read.output_2, read.length_model),
	};
}

function sideOf(
	model: string | null | undefined,
	answer: string | null | undefined,
	characters: number | null | undefined,
): RecordedSide {
	return {
		...(model == null ? {} : { model }),
		...(answer == null ? {} : { answer }),
		...(characters == null ? {} : { characters }),
	};
}

/** 1 to 2 for the second output as 1 to 0 for the first; 0 is a draw. */
function asShare(preference: number | null | undefined): number | null {
	if (preference == null) return null;
	return preference === 0 ? 0.5 : 2 - preference;
}
