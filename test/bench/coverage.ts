/**
 * Do 95 % intervals contain the truth on 95 % of boards? Boards are drawn with replacement from real judged questions, so
 * the truth is known: the numbers of all of them. `node test/bench/coverage.ts [boards, 2000 unless told]`.
 */
import { decideBattle } from '@codejoust/arena/battle';
import { estimateRates } from '@codejoust/arena/board-estimates';
import {
	countResampledOutcomes,
	OUTCOME_CODES,
	resampleQuestions,
} from '@codejoust/arena/bootstrap';
import type { Judgment } from '@codejoust/arena/judgment';
import type { OutcomeMatrix } from '@codejoust/arena/outcome-matrix';
import { createRandom, mixSeed, type Random } from '@codejoust/arena/random';
import {
	meanDifference,
	plainStandardError,
	tallyDifference,
} from '@codejoust/arena/paired-differences';
import { type RankRange, rankRanges } from '@codejoust/arena/rank-ranges';
import { resampleCriticalDeviation } from '@codejoust/arena/resampled-deviations';
import type { Verdict } from '@codejoust/arena/verdict';
import { dataFile, hasFiles, readGzippedRows, readJson } from '../support/shared-data.ts';

const boards = Number(process.argv[2] ?? 2000);
const EQUAL_BOARDS = [
	[2, 30],
	[5, 8],
	[20, 8],
	[100, 8],
	[20, 12],
	[60, 30],
	[20, 100],
] as const;

console.log(
	`${boards} boards each; a share of that many has a standard error of ${errorOf(0.95)} at 95 %.\n`,
);
console.log('| intervals of one model | questions | win rate | tie rate | score |');
console.log('|---|---|---|---|---|');
const judged = readTwoGameOutcomes();
for (const questions of [12, 30, 100, 500]) {
	const { winRate, tieRate, score } = coverRates(judged.outcomes, questions);
	const cells = [judged.name, questions, winRate, tieRate, score];
	console.log(`| ${cells.join(' | ')} |`);
}
console.log(
	'\n| rank ranges | questions | all true ranks at once | a model’s true rank | mean width |',
);
console.log('|---|---|---|---|---|');
const models = readModels();
const twins = [...models.outcomes, ...models.outcomes.map((cells) => rotate(cells, 137))];
for (const questions of [40, 500]) {
	reportRanks(models.name, models.outcomes, questions);
	reportRanks(`${models.name}, each with a twin of equal score`, twins, questions);
}

const fewer = Math.ceil(boards / 4);
console.log(`\n${fewer} boards each, all models equal by construction (wins 45 %, ties 10 %):\n`);
console.log(
	'| models | questions | boards that rank any two apart, at most 5 % | plain procedure |',
);
console.log('|---|---|---|---|');
for (const [count, questions] of EQUAL_BOARDS) {
	const { ours, plain } = countApart(count, questions);
	const shares = [ours, plain].map((apart) => `${((100 * apart) / fewer).toFixed(1)} %`);
	console.log(`| ${[count, questions, ...shares].join(' | ')} |`);
}

/** Boards on which some pair is told apart: by `rankRanges`, and by max-t without its care for small slices. */
function countApart(count: number, questions: number) {
	const apart = { ours: 0, plain: 0 };
	for (let board = 0; board < fewer; board++) {
		const { next } = createRandom(mixSeed('equal', count, questions, board));
		const draw = () => {
			const at = next();
			return at < 0.45 ? 2 : at < 0.55 ? 1 : 0;
		};
		const rows = Array.from({ length: count }, () => Int8Array.from({ length: questions }, draw));
		const seed = mixSeed('equal', board);
		const ranges = rankRanges({ seed, outcomes: layOut(rows) });
		if (ranges.some((range) => range && (range.best > 1 || range.worst < count))) apart.ours++;
		if (isApartPlainly(seed, rows)) apart.plain++;
	}
	return apart;
}

function isApartPlainly(seed: string, models: readonly Int8Array[]): boolean {
	const scales = new Float64Array(models.length ** 2);
	let largest = 0;
	models.forEach((first, i) => {
		models.slice(0, i).forEach((second, j) => {
			const pair = tallyDifference(first, second);
			const error = plainStandardError(pair);
			if (error === 0) return;
			scales[i * models.length + j] = 1 / error;
			scales[j * models.length + i] = 1 / error;
			largest = Math.max(largest, Math.abs(meanDifference(pair) ?? 0) / error);
		});
	});
	return (
		largest > resampleCriticalDeviation({ seed, models, scales, resamples: 1000, level: 0.95 })
	);
}

function coverRates(outcomes: Int8Array, questions: number) {
	const truth = ratesOf(outcomes);
	const held = { winRate: 0, tieRate: 0, score: 0 };
	for (let board = 0; board < boards; board++) {
		const random = createRandom(mixSeed('board', questions, board));
		const drawn = pick([outcomes], questions, random)[0] ?? new Int8Array();
		const counts = countCells(drawn);
		const codes = Uint8Array.from(drawn, (cell) => (cell < 0 ? OUTCOME_CODES.unscored : cell));
		const rates = estimateRates(counts, () =>
			countResampledOutcomes(resampleQuestions(mixSeed('draws', board), questions, 1000), codes),
		);
		for (const name of ['winRate', 'tieRate', 'score'] as const) {
			const interval = rates[name]?.interval;
			if (interval && interval.low <= truth[name] && truth[name] <= interval.high) held[name]++;
		}
	}
	return { winRate: share(held.winRate), tieRate: share(held.tieRate), score: share(held.score) };
}

function reportRanks(name: string, population: readonly Int8Array[], questions: number) {
	const scores = population.map((cells) => ratesOf(cells).score);
	const tally = { all: 0, held: 0, ranked: 0, width: 0 };
	for (let board = 0; board < boards; board++) {
		const random = createRandom(mixSeed('ranks', questions, board));
		const rows = pick(population, questions, random);
		const ranges = rankRanges({
			seed: mixSeed('ranges', board),
			outcomes: layOut(rows),
		});
		const ranked = ranges.flatMap((range, model) => (range ? [{ range, model }] : []));
		const held = ranked.filter(({ range, model }) =>
			holdsTruth(
				range,
				scores[model] ?? 0,
				ranked.map((other) => scores[other.model] ?? 0),
			),
		);
		if (held.length === ranked.length) tally.all++;
		tally.held += held.length;
		tally.ranked += ranked.length;
		tally.width += ranked.reduce((sum, { range }) => sum + range.worst - range.best + 1, 0);
	}
	const perModel = `${((100 * tally.held) / tally.ranked).toFixed(2)} %`;
	const width = `${(tally.width / tally.ranked).toFixed(2)} of ${population.length}`;
	console.log(`| ${[name, questions, share(tally.all), perModel, width].join(' | ')} |`);
}

function layOut(rows: readonly Int8Array[]): OutcomeMatrix {
	return {
		modelIds: rows.map((_, at) => `model ${at}`),
		questionIds: Array.from(rows[0] ?? [], (_, at) => `question ${at}`),
		outcomes: Int8Array.from(rows.flatMap((cells) => [...cells])),
	};
}

/** Whether every rank that a model of this score may take among these scores lies in the range. */
function holdsTruth(range: RankRange, own: number, scores: readonly number[]): boolean {
	const better = scores.filter((score) => score > own + 1e-12).length;
	const worse = scores.filter((score) => score < own - 1e-12).length;
	return range.best <= 1 + better && range.worst >= scores.length - worse;
}

function pick(population: readonly Int8Array[], questions: number, { nextInt }: Random) {
	const size = population[0]?.length ?? 0;
	const draws = Array.from({ length: questions }, () => nextInt(size));
	return population.map((cells) => Int8Array.from(draws, (at) => cells[at] ?? -1));
}

function ratesOf(cells: Int8Array) {
	const { wins, ties, scored } = countCells(cells);
	return { winRate: wins / scored, tieRate: ties / scored, score: (wins + ties / 2) / scored };
}

function countCells(cells: Int8Array) {
	const count = (code: number) => cells.filter((cell) => cell === code).length;
	return { wins: count(2), ties: count(1), scored: cells.length - count(-1) };
}

/** Outcomes of a judge's two games of 270 real pairs, or a made-up board of the same make. */
function readTwoGameOutcomes(): { name: string; outcomes: Int8Array } {
	const file = dataFile('judgebench/claude-3-haiku-20240307__on__claude-3-5-sonnet.jsonl.gz');
	if (!hasFiles(file)) {
		const { next } = createRandom('two games');
		// A third each wins, ties and loses, 5 % unscored: what the real judgments come to.
		const draw = () => (next() < 0.05 ? -1 : Math.floor(3 * next()));
		return { name: 'made-up', outcomes: Int8Array.from({ length: 270 }, draw) };
	}
	const pairs = readGzippedRows<{ games: { decision: Verdict | null }[] }>(file);
	const outcomes = pairs.map(({ games: [first, second] }) =>
		outcomeOf(first?.decision ?? null, second?.decision ?? null),
	);
	return { name: 'JudgeBench, Claude 3 Haiku', outcomes: Int8Array.from(outcomes) };
}

/** Six models on 500 questions, two games each. */
function readModels(): { name: string; outcomes: readonly Int8Array[] } {
	const file = dataFile('golden/arenahard.json.gz');
	if (!hasFiles(file)) {
		const { next } = createRandom('models');
		const outcomes = [0.1, 0.25, 0.35, 0.5, 0.8, 0.85].map((rate) =>
			Int8Array.from({ length: 500 }, () => (next() < rate ? 2 : next() < 0.2 ? 1 : 0)),
		);
		return { name: '6 made-up models', outcomes };
	}
	const { rows }: { rows: { model: string; games: [Verdict | null, Verdict | null] }[] } =
		readJson(file);
	const byModel = [...Map.groupBy(rows, ({ model }) => model).values()];
	const outcomes = byModel.map((own) =>
		Int8Array.from(own, ({ games: [first, second] }) => outcomeOf(first, second)),
	);
	return { name: 'arena-hard, 6 models', outcomes };
}

function outcomeOf(first: Verdict | null, second: Verdict | null): number {
	const result = decideBattle({ baselineFirst: toJudgment(first), swapped: toJudgment(second) });
	return result.kind === 'unscored' ? -1 : { loss: 0, tie: 1, win: 2 }[result.outcome];
}

function toJudgment(verdict: Verdict | null): Judgment {
	return verdict === null
		? { kind: 'unscored', reason: 'no-verdict' }
		: { kind: 'scored', verdict };
}

function rotate(cells: Int8Array, by: number): Int8Array {
	return Int8Array.from(cells, (_, at) => cells[(at + by) % cells.length] ?? -1);
}

function share(count: number): string {
	return `${((100 * count) / boards).toFixed(1)} %`;
}

function errorOf(probability: number): string {
	return `${(100 * Math.sqrt((probability * (1 - probability)) / boards)).toFixed(2)} points`;
}
