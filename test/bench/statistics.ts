/** CPU time of the statistics against their targets, as a Markdown table: `node test/bench/statistics.ts`. */
import { controlAlpacaLength } from '@codejoust/arena/other-programs/alpaca-length-control';
import type { BoardInput } from '@codejoust/arena/outcomes/board-input';
import { computeBoard } from '@codejoust/arena/board/compute-board';
import { controlLength } from '@codejoust/arena/board/length-control';
import { buildLengthDifferences } from '@codejoust/arena/board/length-differences';
import { buildOutcomeMatrix, narrowMatrix } from '@codejoust/arena/outcomes/outcome-matrix';
import { createRandom, mixSeed } from '@codejoust/arena/maths/random';
import { rankModels } from '@codejoust/arena/ranks/rank-ranges';
import { type BattleTable, countPairs } from '@codejoust/arena/ratings/battle-table';
import { resampleRatings } from '@codejoust/arena/ratings/bootstrap-ratings';
import { fitBradleyTerry, rateModels } from '@codejoust/arena/ratings/bradley-terry';
import { listSlices, selectQuestions, sliceName } from '@codejoust/arena/outcomes/slices';
import { drawSyntheticBoard } from './synthetic-board.ts';

const board = drawSyntheticBoard({ models: 100, questions: 500, unscored: 0 });
const gappy = drawSyntheticBoard({ models: 100, questions: 500, unscored: 0.005 });
const slices = listSlices(board.questions).length;
const table = drawBattles(100, 1_000_000);
const counts = countPairs(table);
const rows = drawLengthRows(805);

console.log(`${slices} slices, node ${process.version}, one thread; CPU of user and system.\n`);
console.log('| what | runs | first, ms | median, ms | target, ms |');
console.log('|---|---|---|---|---|');
const shape = '100 models × 500 questions × 60 slices, 1000 resamples';
measure(`all numbers of a board and its length control: ${shape}`, 5, 1000, () => {
	computeBoard(board);
	controlLengths();
});
measure('– without length control', 5, undefined, () => computeBoard(board));
measure('– of these, rank ranges', 5, undefined, () => rankAllSlices(board));
measure('– of these, length control', 5, undefined, controlLengths);
measure('the same board, 0.5 % of the battles unscored', 3, undefined, () => computeBoard(gappy));
measure('length control, one fit over 805 rows', 20, 10, () =>
	controlAlpacaLength(rows, { kind: 'noreg' }, Infinity),
);
measure('Bradley–Terry, 100 models, 1 M battles: count and fit', 10, 20, () =>
	fitBradleyTerry(countPairs(table), 'model 0'),
);
measure('– with sandwich intervals clustered by 500 questions', 5, undefined, () =>
	rateModels(table, 'model 0'),
);
measure('– 1000 multinomial bootstraps', 3, 2500, () =>
	resampleRatings({ seed: 's', counts, anchorId: 'model 0', from: 0, to: 1000 }),
);

function controlLengths() {
	const outcomes = buildOutcomeMatrix(
		board,
		board.questions.map(({ id }) => id),
	);
	controlLength({ outcomes, lengthDifferences: buildLengthDifferences(board, outcomes) });
}

function rankAllSlices(input: BoardInput) {
	const all = input.questions.map(({ id }) => id);
	const outcomes = buildOutcomeMatrix(input, all);
	for (const slice of listSlices(input.questions)) {
		const ids = selectQuestions(input.questions, slice).map(({ id }) => id);
		const seed = mixSeed(input.seed, sliceName(slice));
		rankModels({ seed, outcomes: narrowMatrix(outcomes, ids) });
	}
}

function measure(name: string, runs: number, targetMs: number | undefined, work: () => unknown) {
	const times = Array.from({ length: runs }, () => {
		const before = process.cpuUsage();
		work();
		const { user, system } = process.cpuUsage(before);
		return (user + system) / 1000;
	});
	const median = times.toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? NaN;
	const cells = [name, runs, times[0]?.toFixed(1), median.toFixed(1), targetMs ?? '–'];
	console.log(`| ${cells.join(' | ')} |`);
}

function drawBattles(models: number, battles: number): BattleTable {
	const { next, nextInt } = createRandom('battles');
	const drawn: BattleTable = {
		modelIds: Array.from({ length: models }, (_, at) => `model ${at}`),
		first: new Uint16Array(battles),
		second: new Uint16Array(battles),
		points: new Uint8Array(battles),
		questions: new Int32Array(battles),
	};
	for (let battle = 0; battle < battles; battle++) {
		const first = nextInt(models);
		const second = (first + 1 + nextInt(models - 1)) % models;
		const chance = 1 / (1 + Math.exp((second - first) / 30));
		drawn.first[battle] = first;
		drawn.second[battle] = second;
		drawn.questions[battle] = nextInt(500);
		drawn.points[battle] = next() < 0.15 ? 1 : next() < chance ? 2 : 0;
	}
	return drawn;
}

function drawLengthRows(count: number) {
	const { next } = createRandom('length rows');
	return Array.from({ length: count }, () => ({
		preference: next(),
		lengthDifference: Math.round(2000 * (next() - 0.6)),
		difficulty: next() + next() + next() - 1.5,
	}));
}
