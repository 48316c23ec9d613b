import type { Run } from '@codejoust/contract/client';
import { formatCost, formatUnits } from '../../format/quantity.ts';

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
	return `Ask ${formatUnits(unscored, 'unscored game')} of ${formatUnits(runs.length, 'run')} again?${describeCost(runs)}${others}`;
}

/** By what a game of each run has cost so far. */
function describeCost(runs: readonly Run[]): string {
	const priced = runs.filter(({ progress }) => progress.cost_micro_usd !== null);
	if (priced.length === 0) return '';
	const cost = sumOf(priced, ({ unscored, scored, cost_micro_usd: paid }) =>
		scored + unscored === 0 ? 0 : ((paid ?? 0) / (scored + unscored)) * unscored,
	);
	return ` At what their games have cost so far, that is about ${formatCost(Math.round(cost))}.`;
}

function sumOf(runs: readonly Run[], valueOf: (progress: Run['progress']) => number): number {
	return runs.reduce((sum, { progress }) => sum + valueOf(progress), 0);
}
