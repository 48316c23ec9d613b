import type { Verdict } from '@codejoust/arena/rules/verdict';
import * as z from 'zod';
import { idField, modelField } from '../rows/fields.ts';
import type { JsonObject } from '../rows/json-row.ts';
import { readShape } from '../rows/shape.ts';
import type { JudgmentFormat } from './judgment-format.ts';
import { readWords } from './judge-words.ts';
import type { RecordedGame, ShownFirst } from './recorded-judgment.ts';

/** `error` is FastChat's word for a reply without a verdict. */
const winnerField = z.enum(['model_1', 'model_2', 'tie', 'error']).nullable();

const shape = z.object({
	question_id: idField,
	model_1: modelField,
	model_2: modelField,
	g1_winner: winnerField,
	g2_winner: winnerField.optional(),
	g1_judgment: z.unknown().optional(),
	g2_judgment: z.unknown().optional(),
	judge: z
		.preprocess(
			(value: unknown) => (Array.isArray(value) ? (value as readonly unknown[])[0] : value),
			modelField,
		)
		.nullish(),
});
type Shape = z.infer<typeof shape>;

/** Of no use here: what stands beside a judgment. */
const OTHERS = ['g1_user_prompt', 'g2_user_prompt', 'turn', 'tstamp'];

/**
 * FastChat's `model_judgment` of pairs: `{question_id, model_1, model_2, g1_winner, g2_winner, judge, turn}`. The first game
 * shows model_1 first, the second model_2; winners are named by model. `judge` is a name, or a list of a name and its prompt's.
 */
export const mtBenchJudgments: JudgmentFormat = {
	name: 'mt-bench',
	words: 'MT-bench judgments of pairs (two games, model_1 first in the first)',
	values: 'labels',
	orders: 'both',
	fields: [...Object.keys(shape.shape), ...OTHERS],
	detect: (record) => 'g1_winner' in record && 'model_1' in record,
	read(record, place) {
		const reading = readShape(shape, record, place);
		if (reading.kind === 'refused') return reading;
		const { question_id: id, model_1, model_2, judge } = reading.value;
		return {
			kind: 'read',
			value: {
				question: { id },
				...(judge == null ? {} : { judge }),
				sides: { one: { model: model_1 }, two: { model: model_2 } },
				games: gamesOf(reading.value),
			},
		};
	},
};

/** FastChat's grades of single answers (`{question_id, model, judgment, score}`) compare nothing. */
export function isGrade(record: JsonObject): boolean {
	return typeof record['score'] === 'number' && 'question_id' in record && 'model' in record;
}

function gamesOf(read: Shape): readonly RecordedGame[] {
	const first = gameOf('one', read.g1_winner, read.g1_judgment);
	return read.g2_winner === undefined
		? [first]
		: [first, gameOf('two', read.g2_winner, read.g2_judgment)];
}

function gameOf(
	shownFirst: ShownFirst,
	winner: Shape['g1_winner'],
	judgment: unknown,
): RecordedGame {
	const words = readWords(judgment);
	return {
		shownFirst,
		decision: decisionOf(shownFirst, winner),
		...(words === undefined ? {} : { words }),
	};
}

/** The answer shown first is A; no winner and no tie is no decision. */
function decisionOf(shownFirst: ShownFirst, winner: Shape['g1_winner']): Verdict | null {
	if (winner === null || winner === 'error') return null;
	if (winner === 'tie') return 'A=B';
	return (winner === 'model_1') === (shownFirst === 'one') ? 'A>B' : 'B>A';
}
