import * as z from 'zod';
import { isModelResponse, readModelResponses } from '../questions/model-responses.ts';
import { idField, modelField, responseField } from '../rows/fields.ts';
import { readShape } from '../rows/shape.ts';
import { gameList, readGames } from './game-rows.ts';
import type { JudgmentFormat } from './judgment-format.ts';

const shape = z.object({
	id: idField,
	model: modelField.nullish(),
	judge: modelField.nullish(),
	response: responseField.nullish(),
	games: gameList,
});

/** Of the question, which is not looked at. */
const OTHERS = ['messages', 'difficulty', 'programming_language', 'task_type', 'meta', 'index'];

/** CodeArena results: the record of a question with `response` and `games`; a single `<model>_response` is the baseline's. */
export const codeArenaJudgments: JudgmentFormat = {
	name: 'codearena',
	words: 'CodeArena results (two games, the baseline first in the first)',
	values: 'labels',
	orders: 'both',
	fields: [...Object.keys(shape.shape), ...OTHERS],
	isKnown: isModelResponse,
	detect: (record) => 'id' in record && 'games' in record,
	read(record, place) {
		const reading = readShape(shape, record, place);
		if (reading.kind === 'refused') return reading;
		const baselines = readModelResponses(record, place);
		if (baselines.kind === 'refused') return baselines;
		const [baseline, ...more] = baselines.value;
		const { id, model, judge, response, games } = reading.value;
		// Of several columns nothing says which one was judged: the benchmark's baseline is.
		const one =
			baseline === undefined || more.length > 0
				? {}
				: { model: baseline.model, answer: baseline.response };
		return {
			kind: 'read',
			value: {
				question: { id },
				...(judge == null ? {} : { judge }),
				sides: {
					one,
					two: {
						...(model == null ? {} : { model }),
						...(response == null ? {} : { answer: response }),
					},
				},
				baseline: 'one',
				games: readGames(games),
			},
		};
	},
};
