import * as z from 'zod';
import { modelField } from '../rows/fields.ts';
import type { JsonObject } from '../rows/json-row.ts';
import type { Place } from '../checks/problem.ts';
import { type Reading, readShape, refuseField } from '../rows/shape.ts';
import { readLabel, readWords } from './judge-words.ts';
import type { RecordedGame } from './recorded-judgment.ts';

/** What a record of a labelled pair says of its judge. Side one is the pair's first answer. */
export type PairJudgment = {
	/** Absent where no game of the record has a reply. */
	readonly judge?: string;
	readonly games: readonly RecordedGame[];
};

/** Fields that hold a judgment, and not the pair. */
export const JUDGMENT_FIELDS = ['judgments', 'games', 'judge_name', 'judge_model'] as const;

const named = { judge_name: modelField.nullish(), judge_model: modelField.nullish() };
const decision = z.string().max(200).nullish();

/** A game that failed is null. */
const published = z.object({
	...named,
	judgments: z
		.array(z.object({ judgment: z.unknown().optional(), decision }).nullable())
		.min(1)
		.max(2),
});

const ordered = z.object({
	...named,
	games: z
		.array(z.object({ order: z.enum(['AB', 'BA']), judgment_text: z.string().nullish(), decision }))
		.min(1)
		.max(2),
});

/**
 * Reads what a judge said of a pair: JudgeBench's `judgments: [{judgment: {judge_model, response}, decision}]`, of which the second
 * game shows the second answer first; or `games: [{order: AB or BA, judgment_text, decision}]`. A decision names the
 * answers in the order in which they were shown.
 */
export function readPairJudgment(record: JsonObject, place: Place): Reading<PairJudgment> {
	return 'judgments' in record ? readPublished(record, place) : readOrdered(record, place);
}

function readPublished(record: JsonObject, place: Place): Reading<PairJudgment> {
	const reading = readShape(published, record, place);
	if (reading.kind === 'refused') return reading;
	const { judge_name: prompt, judge_model: model, judgments } = reading.value;
	const models = judgments.map((game) => modelOf(game?.judgment));
	const judge = nameJudge(models.find((name) => name !== undefined) ?? model, prompt);
	const games = judgments.map((game, at) =>
		asGame(at === 0 ? 'one' : 'two', {
			decision: game?.decision,
			words: readWords(game?.judgment),
			prompt,
		}),
	);
	return { kind: 'read', value: { ...judge, games } };
}

function readOrdered(record: JsonObject, place: Place): Reading<PairJudgment> {
	const reading = readShape(ordered, record, place);
	if (reading.kind === 'refused') return reading;
	const { judge_name: prompt, judge_model: model, games } = reading.value;
	const orders = games.map(({ order }) => order);
	if (new Set(orders).size < orders.length) {
		const says = `both games are of the order ${orders[0] ?? ''}.`;
		return refuseField(place, { field: 'games', value: orders, reason: 'duplicate', says });
	}
	const read = games.map(({ order, judgment_text: text, decision: said }) =>
		asGame(order === 'AB' ? 'one' : 'two', { decision: said, words: readWords(text), prompt }),
	);
	return { kind: 'read', value: { ...nameJudge(model ?? undefined, prompt), games: read } };
}

function asGame(
	shownFirst: RecordedGame['shownFirst'],
	given: {
		readonly decision: string | null | undefined;
		readonly words: string | undefined;
		readonly prompt: string | null | undefined;
	},
): RecordedGame {
	return {
		shownFirst,
		decision: readLabel(given.decision),
		...(given.words === undefined ? {} : { words: given.words }),
		...(hasOurLabels(given.prompt) ? {} : { hasOtherLabels: true }),
	};
}

/** Of JudgeBench's judges this one is asked for `[[A>B]]` and its like; others say "Output (a)", a score, a number. */
const OUR_LABELS = 'arena_hard';

function hasOurLabels(prompt: string | null | undefined): boolean {
	return prompt == null || prompt === OUR_LABELS;
}

/** One model is another judge under another prompt. */
function nameJudge(
	model: string | null | undefined,
	prompt: string | null | undefined,
): Pick<PairJudgment, 'judge'> {
	if (model == null) return {};
	return { judge: prompt == null ? model : `${model} (${prompt})` };
}

function modelOf(judgment: unknown): string | undefined {
	if (typeof judgment !== 'object' || judgment === null) return undefined;
	const read = modelField.safeParse(Reflect.get(judgment, 'judge_model'), { jitless: true });
	return read.success ? read.data : undefined;
}
