/**
 * Do the intervals, the rank ranges and the tests keep what they promise? Prints the tables of docs/statistics.md:
 * `node test/bench/coverage.ts intervals|ranks|equal|power [boards a cell, 4000 by default] [cells]`; without a name all of
 * them. Cells of ranks and equal are named models x questions, such as `6x200 10x500`; without a name all of them.
 */
import { coverExactly, sharesOf, tieRatioOf } from '../support/exact-coverage.ts';
import {
	CORRELATED,
	countFalse,
	countPower,
	coverRanks,
	type EqualDraw,
	INDEPENDENT,
} from './known-ranks.ts';
import { addTwins, readModels, readTwoGameOutcomes, spreadModels } from './known-outcomes.ts';

const SCORES = [0.02, 0.05, 0.1, 0.3, 0.49, 0.7, 0.9, 0.95, 0.98];
const SIZES = [10, 20, 30, 42, 60, 100, 200, 500];
const [table, given, ...cellsAsked] = process.argv.slice(2);
const boards = Number(given ?? 4000);
const TABLES = { intervals, ranks, equal, power };

for (const [name, print] of Object.entries(TABLES)) if (!table || table === name) print();

/** Exact: every record of n battles with its probability. */
function intervals() {
	const judged = readTwoGameOutcomes();
	const real = [...readModels().outcomes, judged.outcomes].map(tieRatioOf).sort((a, b) => a - b);
	const ratios = [0, 0.1, ...real];
	console.log(
		`Score, percent covered; real two-game judgments have tie ratios ${real.map((r) => r.toFixed(3)).join(', ')}.\n`,
	);
	console.log(
		`| tie ratio | n | ${SCORES.map((score) => `${Math.round(100 * score)} %`).join(' | ')} |`,
	);
	console.log(`|---|---|${SCORES.map(() => '---').join('|')}|`);
	const least = new Map<number, number>();
	const all: number[] = [];
	for (const ratio of ratios) {
		for (const n of SIZES) {
			const cells = SCORES.map((score) => coverExactly(sharesOf(score, ratio), n).score);
			all.push(...cells);
			least.set(ratio, Math.min(least.get(ratio) ?? 1, ...cells));
			if (ratio <= 0.1 || ratio === real[3] || ratio === real.at(-1))
				console.log(`| ${[ratio.toFixed(3), n, ...cells.map(percent)].join(' | ')} |`);
		}
	}
	const mean = all.reduce((sum, cell) => sum + cell, 0) / all.length;
	console.log(
		`\nLeast by tie ratio: ${[...least].map(([ratio, cell]) => `${ratio.toFixed(3)}: ${percent(cell)}`).join(', ')}; mean of all ${all.length} cells ${percent(mean)}.`,
	);
	printRates(ratios);
}

function printRates(ratios: readonly number[]) {
	const [near, far] = [[] as number[], [] as number[]];
	for (const ratio of ratios)
		for (const n of SIZES.filter((size) => size >= 30))
			for (const score of SCORES) {
				const shares = sharesOf(score, ratio);
				const { winRate, tieRate } = coverExactly(shares, n);
				for (const [coverage, share] of [
					[winRate, shares.win],
					[tieRate, shares.tie],
				] as const)
					if (share > 0) (n * share >= 0.6 ? far : near).push(coverage);
			}
	console.log(
		`Win and tie rate from n = 30: least ${percent(Math.min(...far))} where n·p ≥ 0.6 (${far.length} cells), ${percent(Math.min(...near))} nearer to 0 (${near.length} cells).\n`,
	);
}

function ranks() {
	console.log('| rank ranges | questions | all true ranks inside | one model’s | mean width |');
	console.log('|---|---|---|---|---|');
	const models = readModels();
	const twins = addTwins(models.outcomes);
	for (const questions of [8, 30, 42, 200, 500]) {
		printRanks(models.name, models.outcomes, questions);
		printRanks(`${models.name}, each with a twin of equal score`, twins, questions);
	}
}

function printRanks(name: string, population: readonly Int8Array[], questions: number) {
	if (!isAsked(population.length, questions)) return;
	const tally = coverRanks(population, { questions, boards });
	const width = `${(tally.width / tally.ranked).toFixed(2)} of ${population.length}`;
	const cells = [name, questions, percent(tally.all / boards), percent(tally.held / tally.ranked)];
	console.log(`| ${[...cells, width].join(' | ')} |`);
}

function equal() {
	console.log(
		`\n${boards} boards a cell; boards of equal models that distinguish any two, percent.\n`,
	);
	console.log(
		'| population | models | questions | asked together | one pair at a time | plain max-t |',
	);
	console.log('|---|---|---|---|---|---|');
	for (const models of [2, 6, 10]) {
		for (const questions of [8, 30, 42, 200, 500]) {
			printEqual('independent, 50 %', INDEPENDENT, models, questions);
			printEqual('correlated, 15 %', CORRELATED, models, questions);
		}
	}
}

function printEqual(name: string, draw: EqualDraw, models: number, questions: number) {
	if (!isAsked(models, questions)) return;
	const found = countFalse(models, draw, { questions, boards });
	const cells = [
		name,
		models,
		questions,
		percent(found.together / boards),
		`${percent(found.alone / boards)} (${found.askedAlone} pairs)`,
		percent(found.plain / found.plainBoards),
	];
	console.log(`| ${cells.join(' | ')} |`);
}

function power() {
	const few = Math.ceil(boards / 4);
	console.log(
		`\n${few} boards a cell; pairs of different score that are distinguished, percent.\n`,
	);
	console.log('| population | questions | step-down | single step | in the wrong order |');
	console.log('|---|---|---|---|---|');
	const { name, outcomes } = readModels();
	for (const questions of [42, 200, 500]) {
		printPower(name, outcomes, questions, few);
		printPower('20 models, 10 % to 90 %', spreadModels(20), questions, few);
	}
}

function printPower(
	name: string,
	population: readonly Int8Array[],
	questions: number,
	few: number,
) {
	const found = countPower(population, { questions, boards: few });
	const shares = [found.stepDown, found.single, found.wrong].map((count) =>
		percent(count / found.pairs),
	);
	console.log(`| ${[name, questions, ...shares].join(' | ')} |`);
}

function isAsked(models: number, questions: number): boolean {
	return cellsAsked.length === 0 || cellsAsked.includes(`${models}x${questions}`);
}

function percent(share: number): string {
	return (100 * share).toFixed(2);
}
