import * as z from 'zod';
import type { JudgmentFormatName } from '../file-formats.ts';
import { idField, modelField } from '../rows/fields.ts';
import type { JsonObject } from '../rows/json-row.ts';
import { readShape, refuseField } from '../rows/shape.ts';
import { gameList, readGames } from './game-rows.ts';
import type { JudgmentFormat } from './judgment-format.ts';

const shape = z.object({
	uid: idField.nullish(),
	question_id: idField.nullish(),
	model: modelField,
	judge: modelField.nullish(),
	baseline: modelField.nullish(),
	games: gameList,
});

/** Of no use here: what stands beside a judgment. */
const OTHERS = ['category', 'subcategory', 'tstamp', 'judgment_id'];

/** arena-hard's `model_judgment`: `{uid, judge, model, baseline, games}`; its answers stand in files of their own. */
export const arenaHardJudgments: readonly JudgmentFormat[] = [
	openFormat('arena-hard-v2.0', 'uid'),
	openFormat('arena-hard-v0.1', 'question_id'),
];

function openFormat(
	name: Extract<JudgmentFormatName, `arena-hard-${string}`>,
	key: 'uid' | 'question_id',
): JudgmentFormat {
	return {
		name,
		words: `Arena-Hard judgments (named by ${key}; two games, the baseline first in the first)`,
		values: 'labels',
		orders: 'both',
		fields: [...Object.keys(shape.shape), ...OTHERS],
		detect: (record: JsonObject) => key in record && 'model' in record && 'games' in record,
		read(record, place) {
			const reading = readShape(shape, record, place);
			if (reading.kind === 'refused') return reading;
			const { model, judge, baseline, games, [key]: id } = reading.value;
			if (id == null)
				return refuseField(place, {
					field: key,
					reason: 'wrong-type',
					says: `the field \`${key}\` is null; it must be a string.`,
				});
			return {
				kind: 'read',
				value: {
					question: { id },
					...(judge == null ? {} : { judge }),
					sides: { one: baseline == null ? {} : { model: baseline }, two: { model } },
					baseline: 'one',
					games: readGames(games),
				},
			};
		},
	};
}
