import type { Run } from '@codejoust/contract/client';
import { formatKnownCost, formatUnits } from '../../format/quantity.ts';

/** What is asked before an act on many runs: what it does, in numbers. `marked` may hold runs that cannot do it. */
export function describeQuestion(
	action: 'cancel' | 'retry',
	runs: readonly Run[],
	marked: number,
): string {
	const left = marked - runs.length;
	const others = left === 0 ? '' : ` ${formatUnits(left, 'other marked run')} cannot do that.`;
	if (action === 'cancel') {
		const open = sumOf(runs, ({ open: games }) => games);
		return `Cancel ${formatUnits(runs.length, 'run')}? Their judgments stay; ${formatUnits(open, 'game')} will not be asked, and these runs put no model on a board.${others}`;
	}
	const unscored = sumOf(runs, ({ unscored: games }) => games);
	return `Ask ${formatUnits(unscored, 'unscored game')} of ${formatUnits(runs.length, 'run')} again? ${describeRepeat(runs)}${others}`;
}

/** What asking the unscored games again costs, by what a game of each run has cost so far. */
export function describeRepeat(runs: readonly Run[]): string {
	const priced = runs.filter(({ progress }) => progress.cost_micro_usd !== null);
	if (priced.length === 0) return 'What that costs is not known: the judge has no price.';
	const cost = sumOf(priced, ({ unscored, scored, cost_micro_usd: paid }) =>
		scored + unscored === 0 ? 0 : ((paid ?? 0) / (scored + unscored)) * unscored,
	);
	const rest = runs.length - priced.length;
	const unknown = rest === 0 ? '' : ` The cost of ${formatUnits(rest, 'other run')} is not known.`;
	return `At what their games have cost so far, that costs ${formatKnownCost(Math.round(cost))}.${unknown}`;
}

function sumOf(runs: readonly Run[], valueOf: (progress: Run['progress']) => number): number {
	return runs.reduce((sum, { progress }) => sum + valueOf(progress), 0);
}
