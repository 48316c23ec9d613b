import type { Run } from '@codejoust/contract/client';
import { formatDollars, formatDuration } from './format-numbers.ts';
import type { Terminal } from './terminal.ts';

const BAR_WIDTH = 24;

/** How far something is, in parts that are settled one by one. */
export type Progress = {
	readonly settled: number;
	readonly total: number;
	/** What the parts are, in the plural. */
	readonly noun: string;
	/** Parts a second; undefined while nothing is known. */
	readonly rate: number | undefined;
	readonly etaSeconds: number | undefined;
	/** Undefined without a price. */
	readonly costMicroUsd: number | undefined;
	readonly notes: readonly string[];
};

/** `[######------] 50 %  40/80 games  12.5/s  4 s to go  $0.12  2 unscored`. */
export function drawBar(progress: Progress): string {
	const { settled, total, noun, rate, etaSeconds, costMicroUsd, notes } = progress;
	const share = total === 0 ? 1 : settled / total;
	const done = Math.floor(share * BAR_WIDTH);
	return [
		`[${'#'.repeat(done)}${'-'.repeat(BAR_WIDTH - done)}] ${Math.floor(100 * share)} %`,
		`${settled}/${total} ${noun}`,
		...(rate === undefined ? [] : [`${rate.toFixed(1)}/s`]),
		...(settled === total || etaSeconds === undefined
			? []
			: [`${formatDuration(etaSeconds)} to go`]),
		...(costMicroUsd === undefined ? [] : [formatDollars(costMicroUsd)]),
		...notes,
	].join('  ');
}

/** The progress of a run's games. */
export function drawProgress({ state, via, progress }: Run): string {
	const { games, open, unscored } = progress;
	return drawBar({
		settled: games - open,
		total: games,
		noun: 'games',
		rate: progress.games_per_second ?? undefined,
		etaSeconds: progress.eta_seconds ?? undefined,
		costMicroUsd: progress.cost_micro_usd ?? undefined,
		notes: [
			...(unscored === 0 ? [] : [`${unscored} unscored`]),
			...(via === 'batch' ? ['via batch'] : []),
			...(state === 'judging' ? [] : [state]),
		],
	});
}

/** Shows a run as it goes on: one line that changes in a terminal, a line for each tenth elsewhere. */
export function createProgressView(terminal: Terminal): (run: Run) => void {
	let shown = '';
	return (run) => {
		if (terminal.overwrite) {
			terminal.overwrite(drawProgress(run));
			return;
		}
		const { games, open, unscored } = run.progress;
		const tenth = games === 0 ? 10 : Math.floor((10 * (games - open)) / games);
		const step = [run.state, tenth, unscored > 0].join();
		if (step === shown) return;
		shown = step;
		terminal.error(drawProgress(run));
	};
}
