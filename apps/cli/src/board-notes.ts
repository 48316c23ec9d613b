import type { Leaderboard } from '@codejoust/api/client';
import { count } from './format-numbers.ts';
import { modelName } from '@codejoust/api/client/model-name';
import { safeText } from './safe-text.ts';

const SMALL_SAMPLE = 30;

/** What a board is of: benchmark, baseline, judge, slice and date, a line each. */
export function describeBoard(board: Leaderboard): readonly string[] {
	const { benchmark, baseline, judge, rule, slice, updated_at: updated } = board;
	const parts = [slice.category, slice.subcategory, slice.language, slice.difficulty];
	const chosen = parts.filter((part) => part !== null).join(', ') || 'all questions';
	return [
		`${benchmark.name} (${benchmark.slug}@${benchmark.version}), ${chosen}: ${count(slice.n, 'question')}`,
		`against ${modelName(baseline.model)}, judged by ${judge.name}, rule ${rule}, updated ${updated}`,
	].map(safeText);
}

/** What a reader must know before believing the numbers. Safe to print. */
export function describeCaveats(board: Leaderboard): readonly string[] {
	const { judge, judge_standing: standing, slice, rows, underway } = board;
	const reported = standing?.reported_models ?? [];
	const newer = standing?.siblings.filter(({ is_newer: isNewer }) => isNewer) ?? [];
	return [
		...(reported.length > 1
			? [
					`The provider has changed the model behind this judge: ${reported.join(', ')} have answered.`,
				]
			: []),
		...(standing && standing.live_judge !== judge.name
			? [`This is not the live board: that is ${standing.live_judge}’s.`]
			: []),
		...(newer.length > 0
			? [
					`A newer version of the judge exists: ${newer.map(({ name }) => name).join(', ')}. See what differs with: codejoust judge diff ${newer[0]?.name} ${judge.name}`,
				]
			: []),
		...(judge.is_rehearsal
			? ['Rehearsal: a deterministic heuristic judged this, not a language model.']
			: []),
		...(judge.is_floating_alias
			? [`${judge.model} is a floating alias: its provider may change what stands behind it.`]
			: []),
		...(slice.n < SMALL_SAMPLE
			? [
					`Small sample: ${count(slice.n, 'question')}, fewer than ${SMALL_SAMPLE}; read the intervals first.`,
				]
			: []),
		...(rows.some(({ rank }) => rank === null)
			? ['– is no rank: fewer than 95 % of that model’s battles are scored.']
			: []),
		...underway.map(
			({ model, state, games, open }) =>
				`${modelName(model)} is not on the board yet: ${state}, ${games - open} of ${games} games.`,
		),
	].map(safeText);
}
