import type { Verdict } from '@codejoust/arena/rules/verdict';
import * as z from 'zod';
import { idField, modelField, questionText, responseField } from '../rows/fields.ts';
import type { JsonObject } from '../rows/json-row.ts';
import { readShape, refuseField } from '../rows/shape.ts';
import type { JudgmentFormat } from './judgment-format.ts';
import { readWords } from './judge-words.ts';

const conversation = z.array(z.object({ role: z.string(), content: z.string() })).nullish();

const shape = z.object({
	question_id: idField.nullish(),
	question: questionText.nullish(),
	prompt: questionText.nullish(),
	model_a: modelField,
	model_b: modelField,
	winner: z.string().max(200).nullable(),
	judge: modelField.nullish(),
	response_a: responseField.nullish(),
	response_b: responseField.nullish(),
	conversation_a: conversation,
	conversation_b: conversation,
	judgment: z.unknown().optional(),
});
type Shape = z.infer<typeof shape>;

/** Of no use here: what stands beside a vote. */
const OTHERS = [
	'models',
	'turn',
	'anony',
	'language',
	'tstamp',
	'openai_moderation',
	'toxic_chat_tag',
];

/** Battles as LMSYS publishes votes: `{question_id, model_a, model_b, winner}`; both models also as a list `models`. */
export const battleRows: JudgmentFormat = {
	name: 'battles',
	words: 'battles of two models (one game each, with a winner)',
	values: 'labels',
	orders: 'one',
	fields: [...Object.keys(shape.shape), ...OTHERS],
	detect: (record) =>
		'winner' in record && (Array.isArray(record['models']) || 'model_a' in record),
	read(record, place) {
		const reading = readShape(shape, withModels(record), place);
		if (reading.kind === 'refused') return reading;
		const read = reading.value;
		const decision = readWinner(read);
		if (decision === undefined)
			return refuseField(place, {
				field: 'winner',
				value: read.winner,
				reason: 'wrong-value',
				says: 'the field `winner` must be model_a, model_b, a tie or the name of one of both models.',
			});
		const question = questionOf(read);
		if (question.id === undefined && question.text === undefined)
			return refuseField(place, {
				field: 'question_id',
				reason: 'missing-field',
				says: 'the record names no question: question_id, question, prompt or conversation_a is needed.',
			});
		const words = readWords(read.judgment);
		return {
			kind: 'read',
			value: {
				question,
				...(read.judge == null ? {} : { judge: read.judge }),
				sides: {
					one: sideOf(read.model_a, read.response_a, read.conversation_a),
					two: sideOf(read.model_b, read.response_b, read.conversation_b),
				},
				games: [{ shownFirst: 'one', decision, ...(words === undefined ? {} : { words }) }],
			},
		};
	},
};

function withModels(record: JsonObject): JsonObject {
	const models: unknown = record['models'];
	if (!Array.isArray(models) || models.length !== 2) return record;
	const [one, two] = models as readonly unknown[];
	return { model_a: one, model_b: two, ...record };
}

/** Undefined for a word that is known to mean nothing here; null where nobody won and there was no tie. */
function readWinner({ winner, model_a: a, model_b: b }: Shape): Verdict | null | undefined {
	if (winner === null || winner === '') return null;
	if (winner === a) return 'A>B';
	if (winner === b) return 'B>A';
	const word = winner.toLowerCase().trim();
	if (FIRST.includes(word)) return 'A>B';
	if (SECOND.includes(word)) return 'B>A';
	return word.startsWith('tie') || BOTH.includes(word) ? 'A=B' : undefined;
}

const FIRST = ['model_a', 'model_1', 'a', 'model a'];
const SECOND = ['model_b', 'model_2', 'b', 'model b'];
const BOTH = ['both', 'bothbad', 'both_bad', 'both bad', 'draw', 'equal'];

function questionOf({ question_id: id, question, prompt, conversation_a: turns }: Shape) {
	const text = question ?? prompt ?? turns?.find(({ role }) => role === 'user')?.content;
	return { ...(id == null ? {} : { id }), ...(text == null ? {} : { text }) };
}

function sideOf(
	model: string,
	response: string | null | undefined,
	turns: Shape['conversation_a'],
) {
	const answer = response ?? turns?.findLast(({ role }) => role === 'assistant')?.content;
	return { model, ...(answer === undefined ? {} : { answer }) };
}
