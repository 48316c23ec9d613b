/**
 * How far is the score at equal length from AlpacaEval's published length-controlled win rates, beside the plain score? Boards
 * are drawn from the weighted models of the shared data: `node test/bench/length-control.ts [boards a cell, 24 by default]`. Each is
 * computed as the judge's only board, and beside another board of all models and as many questions that it does not have (all
 * questions, where it has them all).
 */
import { controlLength } from '../../packages/arena/src/board/length-control.ts';
import { NO_SLOPES } from '../../packages/arena/src/outcomes/slope-sums.ts';
import { createRandom, mixSeed } from '../../packages/arena/src/maths/random.ts';
import { dataFile, hasFiles, readGzippedRows, readJson } from '../support/shared-data.ts';

type Annotation = {
	readonly question_id: string;
	readonly model: string;
	readonly annotator: string;
	readonly preference: number | null;
	readonly length_model: number;
	readonly length_baseline: number;
};
type Published = {
	readonly models: Readonly<
		Record<string, { readonly published: { readonly length_controlled_winrate: number } }>
	>;
};

const ANNOTATOR = 'weighted_alpaca_eval_gpt4_turbo';
const FILES = ['alpaca_eval/annotations.jsonl.gz', 'alpaca_eval/annotations-more.jsonl.gz'];
const boards = Number(process.argv[2] ?? 24);

if (hasFiles(...FILES.map(dataFile), dataFile('alpaca_eval/published.json'))) printTable();

function printTable() {
	const rows = FILES.flatMap((file) => readGzippedRows<Annotation>(dataFile(file))).filter(
		({ annotator }) => annotator === ANNOTATOR,
	);
	const published = readPublished();
	const byModel = new Map(
		[...Map.groupBy(rows, ({ model }) => model)]
			// The baseline beside itself has no length to vary.
			.filter(([model]) => published.has(model) && model !== 'gpt4_1106_preview')
			.map(([model, own]) => [model, new Map(own.map((row) => [row.question_id, row]))]),
	);
	const models = [...byModel.keys()].sort();
	const questions = [...new Set(rows.map((row) => row.question_id))].sort();
	console.log(
		'| models | questions | other board | at equal length | plain score | values shown |',
	);
	console.log('|---|---|---|---|---|---|');
	for (const size of [4, 6, 8, 12, models.length])
		for (const n of [42, 100, 200, 805])
			for (const isAlone of [true, false]) {
				if (!isAlone && size === models.length) continue;
				const found = { own: 0, raw: 0, shown: 0, all: 0 };
				const draws = size === models.length && n === 805 ? 1 : boards;
				for (let board = 0; board < draws; board++) {
					const { next } = createRandom(mixSeed('length', size, n, board));
					const picked = pick(models, size, next);
					const asked = pick(questions, n, next);
					const results = controlLength({
						...layOut(byModel, picked, asked),
						otherBoards: isAlone ? NO_SLOPES : slopesBeside(picked, asked),
					}).models;
					results.forEach((result, at) => {
						found.all++;
						if (result.kind === 'refused') return;
						const truth = published.get(picked[at] ?? '') ?? NaN;
						found.shown++;
						found.own += Math.abs(100 * result.score - truth);
						found.raw += Math.abs(100 * result.rawScore - truth);
					});
				}
				const distances = [found.own, found.raw].map((sum) => (sum / found.shown).toFixed(2));
				const shown = `${((100 * found.shown) / found.all).toFixed(0)} %`;
				console.log(`| ${[size, n, isAlone ? 'no' : 'yes', ...distances, shown].join(' | ')} |`);
			}

	function slopesBeside(picked: readonly string[], asked: readonly string[]) {
		const others = models.filter((model) => !picked.includes(model));
		const free = questions.filter((question) => !asked.includes(question)).slice(0, asked.length);
		return controlLength(layOut(byModel, others, free.length > 0 ? free : questions)).slopes;
	}
}

function readPublished(): ReadonlyMap<string, number> {
	const rows: Readonly<
		Record<string, Readonly<Record<string, { length_controlled_winrate?: number }>>>
	> = readJson(dataFile('alpaca_eval/published.json'));
	const more: Published = readJson(dataFile('golden/alpaca-lc-more.json'));
	return new Map([
		...Object.entries(rows[ANNOTATOR] ?? {}).map(
			([model, row]) => [model, row.length_controlled_winrate ?? NaN] as const,
		),
		...Object.entries(more.models).map(
			([model, row]) => [model, row.published.length_controlled_winrate] as const,
		),
	]);
}

function layOut(
	byModel: ReadonlyMap<string, ReadonlyMap<string, Annotation>>,
	models: readonly string[],
	questions: readonly string[],
) {
	const cells = models.flatMap((model) =>
		questions.map((question) => byModel.get(model)?.get(question)),
	);
	return {
		outcomes: {
			modelIds: models,
			questionIds: questions,
			outcomes: Int8Array.from(cells, (row) => outcomeOf(row?.preference ?? null)),
		},
		lengthDifferences: Float64Array.from(cells, (row) =>
			row ? row.length_baseline - row.length_model : NaN,
		),
	};
}

/** 2 is the model's win, 1 the baseline's; 0 and 1.5 are draws. */
function outcomeOf(preference: number | null): number {
	if (preference === null) return -1;
	if (preference === 0 || preference === 1.5) return 1;
	return preference > 1.5 ? 2 : 0;
}

function pick<Item extends string>(items: readonly Item[], count: number, next: () => number) {
	return items
		.map((item) => ({ item, key: next() }))
		.sort((a, b) => a.key - b.key)
		.slice(0, count)
		.map(({ item }) => item)
		.sort();
}
