import type { Leaderboard } from '@codejoust/contract/client';
import { count } from './format-numbers.ts';
import { nameWithFences, UNFENCED_WORDS } from '@codejoust/contract/unfenced-words';
import { modelName } from '@codejoust/contract/model-name';
import { safeText } from './safe-text.ts';

const SMALL_SAMPLE = 30;

/** What a board is of: benchmark, baseline, judge, slice and date, a line each. */
export function describeBoard(board: Leaderboard): readonly string[] {
	const { benchmark, baseline, judge, rule, slice, updated_at: updated } = board;
	const parts = [slice.category, slice.subcategory, slice.language, slice.difficulty];
	const chosen = parts.filter((part) => part !== null).join(', ') || 'all questions';
	const under = judge.criterion === null ? '' : ` under the criterion: ${judge.criterion}`;
	return [
		`${benchmark.name} (${benchmark.slug}@${benchmark.version}), ${chosen}: ${count(slice.n, 'question')}`,
		`against ${modelName(baseline.model)}, judged by ${nameWithFences(judge)}${under}, rule ${rule}, updated ${updated}`,
	].map(safeText);
}

/** What a reader must know before believing the numbers. Safe to print. */
export function describeCaveats(board: Leaderboard): readonly string[] {
	const { judge, judge_state: judgeState, slice, rows, snapshot, underway } = board;
	const reported = judgeState?.reported_models ?? [];
	const newer = judgeState?.siblings.filter(({ is_newer: isNewer }) => isNewer) ?? [];
	return [
		...(board.rule_note === null ? [] : [board.rule_note]),
		...(snapshot?.is_outdated
			? [
					`These numbers were computed by earlier rules (${snapshot.code_version}). An operator can compute the board again.`,
				]
			: []),
		...(reported.length > 1
			? [
					`The provider has changed the model behind this judge: ${reported.join(', ')} have answered.`,
				]
			: []),
		...(judgeState && judgeState.live_judge !== judge.name
			? [`This is not the live board. The judge of the live board is ${judgeState.live_judge}.`]
			: []),
		...(newer.length > 0
			? [
					`A newer version of the judge exists: ${newer.map(({ name }) => name).join(', ')}. See what differs with: codejoust judge diff ${newer[0]?.name} ${judge.name}`,
				]
			: []),
		...(judge.is_rehearsal
			? ['Rehearsal: a deterministic heuristic judged this, not a language model.']
			: []),
		...(judge.fences === 'none' ? [UNFENCED_WORDS] : []),
		...(judge.is_floating_alias
			? [`${judge.model} is a floating alias: its provider may change the model behind it.`]
			: []),
		...(slice.n < SMALL_SAMPLE
			? [
					`Small sample: ${count(slice.n, 'question')}, fewer than ${SMALL_SAMPLE}; read the intervals first.`,
				]
			: []),
		...(rows.some(({ rank }) => rank === null)
			? ['– means no rank: fewer than 95 % of that model’s battles are scored.']
			: []),
		...underway.map(
			({ model, state, games, open }) =>
				`${modelName(model)} is not on the board yet: ${state}, ${games - open} of ${games} games.`,
		),
	].map(safeText);
}
