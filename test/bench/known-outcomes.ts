import { decideBattle } from '../../packages/arena/src/rules/battle.ts';
import type { GameJudgment } from '../../packages/arena/src/rules/judgment.ts';
import { createRandom } from '../../packages/arena/src/maths/random.ts';
import type { Verdict } from '../../packages/arena/src/rules/verdict.ts';
import { dataFile, hasFiles, readGzippedRows, readJson } from '../support/shared-data.ts';

/** Outcomes of a judge's two games of 270 real pairs, or a made-up board of the same make. */
export function readTwoGameOutcomes(): { name: string; outcomes: Int8Array } {
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
export function readModels(): { name: string; outcomes: readonly Int8Array[] } {
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

/** Each model and another one that has the same score by other outcomes. */
export function addTwins(outcomes: readonly Int8Array[]): readonly Int8Array[] {
	return [...outcomes, ...outcomes.map((cells) => rotate(cells, 137))];
}

/** Models whose scores lie evenly from 10 % to 90 % on 1000 questions, which are easy or hard for all of them. */
export function spreadModels(count: number): readonly Int8Array[] {
	const { next } = createRandom('spread models');
	const ease = Array.from({ length: 1000 }, () => 0.4 * (next() - 0.5));
	return Array.from({ length: count }, (_, model) => {
		const rate = 0.1 + (0.8 * model) / (count - 1);
		return Int8Array.from(ease, (shift) => {
			const win = Math.min(1, Math.max(0, rate + shift - 0.05));
			const at = next();
			return at < win ? 2 : at < win + 0.1 ? 1 : 0;
		});
	});
}

function outcomeOf(first: Verdict | null, second: Verdict | null): number {
	const result = decideBattle({ baselineFirst: toJudgment(first), swapped: toJudgment(second) });
	return result.kind === 'unscored' ? -1 : { loss: 0, tie: 1, win: 2 }[result.outcome];
}

function toJudgment(verdict: Verdict | null): GameJudgment {
	return verdict === null
		? { kind: 'unscored', reason: 'no-verdict' }
		: { kind: 'scored', verdict };
}

function rotate(cells: Int8Array, by: number): Int8Array {
	return Int8Array.from(cells, (_, at) => cells[(at + by) % cells.length] ?? -1);
}
