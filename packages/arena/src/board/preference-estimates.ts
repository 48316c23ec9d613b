import { percentileInterval } from '../maths/bootstrap.ts';
import { createRandom } from '../maths/random.ts';
import type { BoardEntry } from '../outcomes/board-input.ts';
import type { BattleResult } from '../rules/battle.ts';
import type { PreferenceEstimate } from './board-row.ts';

const RESAMPLES = 2000;
/** Of one battle nothing is known of the spread. */
const LEAST_BATTLES = 2;

/**
 * Mean preference of each model over its scored battles, with a 95 % percentile interval of the bootstrap over questions
 * (Efron 1979): all models share the same 2,000 resamples of the questions, so that equal records have equal intervals. A lost
 * empty answer counts 0 and a copy of the baseline ½. Undefined for a model with fewer than two scored battles, and where a
 * judged battle of it has no preference.
 *
 * @param models the entries of each on the questions, in the order of the questions; undefined where it has none
 */
export function estimatePreferences(
	models: readonly (readonly (BoardEntry | undefined)[])[],
	seed: string,
): readonly (PreferenceEstimate | undefined)[] {
	// Most boards are of judges that give none: nothing is laid out for them.
	if (!models.some((entries) => entries.some(hasPreference))) return models.map(() => undefined);
	const rows = models.map(readPreferences);
	const known = rows.flatMap((row) => row ?? []);
	if (known.length === 0) return models.map(() => undefined);
	const means = resampleMeans(known, seed);
	let at = 0;
	return rows.map((row) => {
		const resampled = row && means[at++];
		return row && resampled && estimate(row, resampled);
	});
}

/** Of a judge; an empty answer and a copy have one without. */
function hasPreference(entry: BoardEntry | undefined): boolean {
	const result = entry?.result;
	if (result?.kind !== 'scored') return false;
	const isJudged = result.by === 'games' || result.by === 'game';
	return isJudged && preferenceOf(result) !== undefined;
}

/** By question; NaN without a scored battle. Undefined for a model that has no mean preference. */
function readPreferences(entries: readonly (BoardEntry | undefined)[]): Float64Array | undefined {
	const values = Float64Array.from(entries, (entry) => preferenceOf(entry?.result) ?? NaN);
	const isJudged = ({ result }: BoardEntry) =>
		result?.kind === 'scored' && (result.by === 'games' || result.by === 'game');
	const judged = entries.flatMap((entry) => (entry && isJudged(entry) ? [entry.result] : []));
	const scored = values.filter((value) => !Number.isNaN(value)).length;
	const isWhole = judged.every((result) => preferenceOf(result) !== undefined);
	return judged.length > 0 && isWhole && scored >= LEAST_BATTLES ? values : undefined;
}

function preferenceOf(result: BattleResult | undefined): number | undefined {
	if (result?.kind !== 'scored') return undefined;
	if (result.by === 'empty-answer') return 0;
	if (result.by === 'equal-texts') return 0.5;
	return result.numbers?.preference;
}

/** The mean of each row in each resample; NaN where a resample has none of its scored questions. */
function resampleMeans(rows: readonly Float64Array[], seed: string): readonly Float64Array[] {
	const { nextInt } = createRandom(seed);
	const questions = rows[0]?.length ?? 0;
	const counts = new Uint16Array(questions);
	const means = rows.map(() => new Float64Array(RESAMPLES));
	for (let resample = 0; resample < RESAMPLES; resample++) {
		counts.fill(0);
		for (let draw = 0; draw < questions; draw++) {
			const question = nextInt(questions);
			counts[question] = (counts[question] ?? 0) + 1;
		}
		rows.forEach((row, at) => {
			const own = means[at];
			if (own) own[resample] = weighedMean(row, counts);
		});
	}
	return means;
}

function weighedMean(values: Float64Array, counts: Uint16Array): number {
	let [total, n] = [0, 0];
	for (let at = 0; at < values.length; at++) {
		const value = values[at] ?? NaN;
		if (Number.isNaN(value)) continue;
		const count = counts[at] ?? 0;
		total += count * value;
		n += count;
	}
	return total / n;
}

function estimate(row: Float64Array, resampled: Float64Array): PreferenceEstimate {
	const values = row.filter((value) => !Number.isNaN(value));
	const n = values.length;
	const mean = values.reduce((sum, value) => sum + value, 0) / n;
	const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
	const bounds = percentileInterval(resampled.filter((value) => !Number.isNaN(value)));
	return {
		value: mean,
		standardError: Math.sqrt(squares / (n - 1) / n),
		interval: { ...bounds, method: 'bootstrap' },
	};
}
