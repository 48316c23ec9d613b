import * as z from 'zod';
import { hashText } from '../checks/text-hash.ts';
import { joinParts } from '../rows/content-parts.ts';
import { groupField, idField, questionText } from '../rows/fields.ts';
import { readShape, refuseField } from '../rows/shape.ts';
import { type LabelledPair, onePair, pairAnswer, type PairFormat } from './pair-format.ts';

/** The answer of a conversation is its last message. */
const answer = z.preprocess(lastContent, pairAnswer);
const rating = z.union([z.string().max(40), z.number()]).nullish();

const shape = z.object({
	pair_id: idField.optional(),
	id: idField.optional(),
	instruction: questionText.optional(),
	prompt: questionText.optional(),
	question: questionText.optional(),
	chosen: answer,
	rejected: answer,
	preference: groupField.optional(),
	category: groupField.optional(),
	subcategory: groupField.optional(),
	rating_chosen: rating,
	rating_rejected: rating,
});
type Shape = z.infer<typeof shape>;

/** Of no use here: where the answers come from, and what the binarised record was made of. */
const OTHERS = [
	'model_chosen',
	'model_rejected',
	'chosen_model',
	'rejected_model',
	'models',
	'responses',
	'annotations',
	'score_chosen',
	'score_rejected',
];

/**
 * Binarised preferences (CodeUltraFeedback, and data sets for DPO): `{instruction | prompt | question, chosen, rejected, preference |
 * category?, rating_chosen?, rating_rejected?}`. Which answer is the first of the pair is drawn from a hash of the texts, since
 * otherwise every label would be A. Equal ratings make no pair.
 */
export const binarisedPairs: PairFormat = {
	name: 'binarised',
	words:
		'Binarised preferences (chosen and rejected; a hash of the texts draws which of them is the first answer; the category is the preference)',
	fields: [...Object.keys(shape.shape), ...OTHERS],
	key: 'id',
	hasRepeatedKeys: true,
	detect: (record) => 'chosen' in record && 'rejected' in record,
	read(record, place, { category: fallback }) {
		const reading = readShape(shape, record, place);
		if (reading.kind === 'refused') return reading;
		const { value } = reading;
		const asked = value.instruction ?? value.prompt ?? value.question;
		if (asked === undefined) {
			const says = 'the field `instruction` (or `prompt`, or `question`) is missing.';
			return refuseField(place, { field: 'instruction', reason: 'missing-field', says });
		}
		if (isEqual(value)) return { kind: 'read', value: { pairs: [], left: ['equal-ratings'] } };
		return onePair(asPair(value, { asked, fallback, line: place.line }));
	},
};

function asPair(
	read: Shape,
	{
		asked,
		fallback,
		line,
	}: { readonly asked: string; readonly fallback: string; readonly line: number },
): LabelledPair {
	const { chosen, rejected, preference = fallback, category = preference } = read;
	const hash = hashText(`${asked}\0${[chosen, rejected].sort().join('\0')}`);
	const isFirst = (Number.parseInt(hash.slice(-1), 16) % 2 === 0) === chosen < rejected;
	return {
		pair_id: read.pair_id ?? read.id ?? `bp-${hash}`,
		messages: [{ role: 'user', content: asked }],
		response_a: isFirst ? chosen : rejected,
		response_b: isFirst ? rejected : chosen,
		label: isFirst ? 'A' : 'B',
		category,
		subcategory: read.subcategory ?? category,
		line,
	};
}

function isEqual({ rating_chosen: chosen, rating_rejected: rejected }: Shape): boolean {
	return chosen != null && rejected != null && Number(chosen) === Number(rejected);
}

function lastContent(value: unknown): unknown {
	if (!Array.isArray(value)) return value;
	const last: unknown = value.at(-1);
	if (typeof last !== 'object' || last === null || !('content' in last)) return value;
	return joinParts(last.content);
}
