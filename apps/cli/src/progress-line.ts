import type { Run } from '@codejoust/contract/client';
import { formatDollars, formatDuration } from './format-numbers.ts';
import type { Terminal } from './terminal.ts';

const BAR_WIDTH = 24;

/** `[######------] 50 %  40/80 games  12.5/s  4 s to go  $0.12  2 unscored`. */
export function drawProgress({ state, via, progress }: Run): string {
	const { games, open, games_per_second: rate, eta_seconds: eta, unscored } = progress;
	const settled = games - open;
	const share = games === 0 ? 1 : settled / games;
	const done = Math.floor(share * BAR_WIDTH);
	return [
		`[${'#'.repeat(done)}${'-'.repeat(BAR_WIDTH - done)}] ${Math.floor(100 * share)} %`,
		`${settled}/${games} games`,
		...(rate === null ? [] : [`${rate.toFixed(1)}/s`]),
		...(open === 0 || eta === null ? [] : [`${formatDuration(eta)} to go`]),
		...(progress.cost_micro_usd === null ? [] : [formatDollars(progress.cost_micro_usd)]),
		...(unscored === 0 ? [] : [`${unscored} unscored`]),
		...(via === 'batch' ? ['via batch'] : []),
		...(state === 'judging' ? [] : [state]),
	].join('  ');
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
