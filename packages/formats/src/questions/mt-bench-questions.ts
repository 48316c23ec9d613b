import * as z from 'zod';
import { groupField, idField, questionText } from '../rows/fields.ts';
import { readShape } from '../rows/shape.ts';
import { type QuestionFormat, readQuestion } from './question-format.ts';

const texts = z.array(questionText).min(1);
const shape = z.object({
	question_id: idField,
	category: groupField,
	turns: texts,
	reference: z
		.union([z.string(), z.array(z.string().nullable())])
		.nullish()
		.transform(joinTurns)
		.pipe(questionText.optional()),
});

/** MT-bench: `{question_id, category, turns: [text, …], reference?: [text, …]}`; every turn is a user message. */
export const mtBenchQuestions: QuestionFormat = {
	name: 'mt-bench',
	words: 'MT-bench questions (every turn is a user message, the category is the subcategory too)',
	fields: Object.keys(shape.shape),
	keys: ['question_id'],
	detect: ({ turns }) => Array.isArray(turns) && typeof turns[0] === 'string',
	read(record, place) {
		const reading = readShape(shape, record, place);
		if (reading.kind === 'refused') return reading;
		const { question_id, category, turns, reference } = reading.value;
		return readQuestion({
			question_id,
			messages: turns.map((content) => ({ role: 'user', content })),
			category,
			subcategory: category,
			languages: [],
			difficulty: 'unspecified',
			...(reference === undefined ? {} : { reference }),
			line: place.line,
		});
	},
};

/** A question of two turns may have a reference for one of them alone; without any text there is none. */
function joinTurns(
	reference: string | readonly (string | null)[] | null | undefined,
): string | undefined {
	const turns = typeof reference === 'string' ? [reference] : (reference ?? []);
	const texts = turns.filter((turn) => turn !== null && turn.trim() !== '');
	return texts.length === 0 ? undefined : texts.join('\n\n');
}
