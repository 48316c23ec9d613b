import type { AskingSums } from '../outcomes/judging-counts.ts';
import { isMeasurable, type JudgeNoise, shareOfNoise } from './judge-noise.ts';

/**
 * What a judge's askings of the same battles tell of its noise, as sums that several boards can be added from. One list per
 * model, in it one list per battle, in it the points of each asking in [0, 1]; a battle that was asked once is left out. Any
 * order of models, battles and askings gives the same.
 */
export function sumAskings(models: readonly (readonly (readonly number[])[])[]): AskingSums {
	const sums = { battles: 0, freedom: 0, squares: 0, within: 0, inverseAskings: 0 };
	for (const battles of models) {
		const repeated = battles.filter(({ length }) => length > 1);
		const means = repeated.map(mean);
		const centre = mean(means);
		for (const [at, points] of repeated.entries()) {
			const own = means[at] ?? 0;
			sums.battles++;
			sums.squares += (own - centre) ** 2;
			sums.within += sum(points.map((value) => (value - own) ** 2)) / (points.length - 1);
			sums.inverseAskings += 1 / points.length;
		}
		sums.freedom += Math.max(0, repeated.length - 1);
	}
	return sums;
}

/**
 * The share of one asking's variance that is the judge's own: the mean sample variance w of a battle's askings, over that of
 * the battles' means around their model's mean plus w · (1 − mean of 1/askings). Unlike `measureJudgeNoise` it has nothing of
 * what an order of the answers does to a question. Undefined below 30 battles, and where all askings of every model are alike.
 *
 * Source: the one-way analysis of variance (Fisher 1925); 1 minus the share is the intraclass correlation ICC(1,1) of Shrout
 * and Fleiss 1979, where every battle was asked equally often.
 */
export function measureAskingNoise(sums: AskingSums): JudgeNoise | undefined {
	const { battles, freedom, squares, within, inverseAskings } = sums;
	if (!isMeasurable(battles, freedom)) return undefined;
	const variance = within / battles;
	const all = squares / freedom + variance * (1 - inverseAskings / battles);
	return shareOfNoise(battles, variance, all);
}

function mean(values: readonly number[]): number {
	return sum(values) / values.length;
}

function sum(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0);
}
