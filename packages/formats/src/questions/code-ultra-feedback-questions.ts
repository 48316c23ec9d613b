import { isRated, nameRated, RATED_FIELDS, readRated } from '../rows/rated-responses.ts';
import type { QuestionFormat } from './question-format.ts';

/**
 * CodeUltraFeedback: an instruction is a question, its preference the category, and its responses those of baselines, of which each
 * has answered a part of the questions.
 */
export const codeUltraFeedbackQuestions: QuestionFormat = {
	name: 'code-ultra-feedback',
	words:
		'CodeUltraFeedback instructions (`preference` is the category, `responses` are baselines, an instruction gets a hash)',
	fields: RATED_FIELDS,
	keys: ['instruction'],
	detect: isRated,
	read(record, place) {
		const reading = readRated(record, place);
		if (reading.kind === 'refused') return reading;
		const { instruction, preference, responses } = reading.value;
		const question = {
			question_id: nameRated(reading.value),
			messages: [{ role: 'user' as const, content: instruction }],
			category: preference,
			subcategory: preference,
			languages: [],
			difficulty: 'unspecified' as const,
			line: place.line,
		};
		const baselines = responses.map(({ model, response }) => ({ model, response }));
		return { kind: 'read', value: { question, baselines } };
	},
};
