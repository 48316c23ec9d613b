import * as z from 'zod';
import { groupField, idField, messagesField, modelField, questionText } from '../rows/fields.ts';
import { quoteValue } from '@codejoust/arena/text/printable';
import { readShape, refuseField } from '../rows/shape.ts';
import { type LabelledPair, onePair, pairAnswer, type PairFormat } from './pair-format.ts';

const LABELS: Readonly<Record<string, LabelledPair['label']>> = {
	a: 'A',
	'a>b': 'A',
	b: 'B',
	'b>a': 'B',
	tie: 'tie',
	'a=b': 'tie',
};

const label = z.string().transform((text, context) => {
	const known = LABELS[text.toLowerCase()];
	if (known !== undefined) return known;
	context.addIssue({
		code: 'custom',
		params: { reason: 'wrong-value' },
		message: 'it must be one of A, B, tie (or A>B, B>A, A=B)',
	});
	return z.NEVER;
});

const MOST_MODELS = 100;
const modelsField = z.array(modelField).max(MOST_MODELS).optional();

const shape = z.object({
	pair_id: idField.optional(),
	id: idField.optional(),
	prompt: questionText.optional(),
	instruction: questionText.optional(),
	question: questionText.optional(),
	messages: messagesField.optional(),
	response_a: pairAnswer,
	response_b: pairAnswer,
	label,
	category: groupField.optional(),
	subcategory: groupField.optional(),
	reference: questionText.nullish(),
	solved_by: modelsField,
	not_solved_by: modelsField,
});

/** Our own pairs: `{pair_id | id, prompt | instruction | question | messages, response_a, response_b, label, category?, subcategory?, reference?, solved_by?, not_solved_by?}`. */
export const ourPairs: PairFormat = {
	name: 'codejoust',
	words: 'Codejoust labelled pairs',
	fields: Object.keys(shape.shape),
	key: 'pair_id',
	hasRepeatedKeys: false,
	detect: (record) => 'response_a' in record && 'response_b' in record,
	read(record, place, { category: fallback }) {
		const reading = readShape(shape, record, place);
		if (reading.kind === 'refused') return reading;
		const {
			id: theirs,
			pair_id: id = theirs,
			question,
			instruction = question,
			prompt = instruction,
			messages,
			category = fallback,
			subcategory = category,
			reference,
			solved_by: solved = [],
			not_solved_by: unsolved = [],
			...rest
		} = reading.value;
		if ((prompt === undefined) === (messages === undefined)) {
			const says =
				'a pair has either a `prompt` (or `instruction`, or `question`) or `messages`, and not both.';
			return refuseField(place, { field: 'prompt', reason: 'wrong-value', says });
		}
		if (id === undefined) {
			const says = 'the field `pair_id` (or `id`) is missing.';
			return refuseField(place, { field: 'pair_id', reason: 'missing-field', says });
		}
		const both = solved.find((model) => unsolved.includes(model));
		if (both !== undefined) {
			const says = `the model ${quoteValue(both)} is in \`solved_by\` and in \`not_solved_by\`.`;
			return refuseField(place, { field: 'solved_by', value: both, reason: 'wrong-value', says });
		}
		return onePair({
			...rest,
			pair_id: id,
			category,
			subcategory,
			...(reference == null ? {} : { reference }),
			...solversOf(solved, unsolved),
			messages: messages ?? [{ role: 'user', content: prompt ?? '' }],
			line: place.line,
		});
	},
};

function solversOf(
	solved: readonly string[],
	unsolved: readonly string[],
): Pick<LabelledPair, 'solvers'> {
	if (solved.length + unsolved.length === 0) return {};
	const entries = [
		...solved.map((model) => [model, true] as const),
		...unsolved.map((model) => [model, false] as const),
	];
	return { solvers: Object.fromEntries(entries) };
}
