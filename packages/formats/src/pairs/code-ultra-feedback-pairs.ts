import {
	isRated,
	nameRated,
	RATED_FIELDS,
	type RatedRecord,
	readRated,
} from '../rows/rated-responses.ts';
import { isEmptyAnswer } from '../rows/response-record.ts';
import type { LeftOut } from './left-out.ts';
import type { LabelledPair, PairFormat } from './pair-format.ts';

/**
 * CodeUltraFeedback: of the rated responses to an instruction every two whose ratings differ are a pair, of which the higher rating
 * is better. The preference is the category. Equal ratings, and a rating that is missing, make no pair.
 */
export const codeUltraFeedbackPairs: PairFormat = {
	name: 'code-ultra-feedback',
	words:
		'CodeUltraFeedback (of the responses to an instruction, all pairs whose ratings differ; the category is the preference)',
	fields: RATED_FIELDS,
	key: 'instruction',
	hasRepeatedKeys: true,
	detect: isRated,
	read(record, place) {
		const reading = readRated(record, place);
		if (reading.kind === 'refused') return reading;
		const pairs: LabelledPair[] = [];
		const left: LeftOut[] = [];
		for (const pair of pairUp(reading.value, place.line))
			if (typeof pair === 'string') left.push(pair);
			else pairs.push(pair);
		return { kind: 'read', value: { pairs, left } };
	},
};

function* pairUp(record: RatedRecord, line: number): Generator<LabelledPair | LeftOut> {
	const { instruction, preference: category, responses } = record;
	const name = nameRated(record);
	for (const [at, first] of responses.entries())
		for (const [offset, second] of responses.slice(at + 1).entries()) {
			const [a, b] = [first.rating, second.rating];
			if (a === undefined || b === undefined) yield 'no-rating';
			else if (a === b) yield 'equal-ratings';
			else if (isEmptyAnswer(first.response) || isEmptyAnswer(second.response))
				yield 'blank-answer';
			else
				yield {
					pair_id: `${name}/${at + 1}-${at + offset + 2}`,
					messages: [{ role: 'user', content: instruction }],
					response_a: first.response,
					response_b: second.response,
					label: a > b ? 'A' : 'B',
					category,
					subcategory: category,
					line,
				};
		}
}
