import { costMicroUsd, type Price } from '@codejoust/judge/endpoint/prices';
import { drawBar } from '../progress-line.ts';
import type { Terminal } from '../terminal.ts';
import type { AnswerTotals } from './answer-totals.ts';

export type AnswersView = { readonly end: () => void };

const LOOK_MS = 250;
/** The rate is that of this long. */
const WINDOW_MS = 30_000;

/** Shows how far the asking is: one line that changes in a terminal, a line for each tenth elsewhere. */
export function createAnswersView(
	terminal: Terminal,
	{
		open,
		price,
		read,
		outage,
	}: {
		/** Answers that are wanted. */
		readonly open: number;
		readonly price: Price | undefined;
		readonly read: () => { readonly totals: AnswerTotals; readonly missing: number };
		readonly outage: () => { readonly reason: string } | undefined;
	},
): AnswersView {
	const before = read().totals.answers;
	const marks: { readonly atMs: number; readonly settled: number }[] = [];
	let shown = '';
	const draw = () => {
		const { totals, missing } = read();
		const settled = totals.answers - before + missing;
		const rate = measureRate(marks, { atMs: performance.now(), settled });
		const trouble = outage();
		return {
			step: [Math.floor((10 * settled) / open), missing > 0, trouble?.reason].join(),
			line: drawBar({
				...{ settled, total: open, noun: 'answers', rate },
				etaSeconds: rate === undefined || rate === 0 ? undefined : (open - settled) / rate,
				costMicroUsd: costMicroUsd(totals, price),
				notes: [
					...(missing === 0 ? [] : [`${missing} missing`]),
					...(trouble === undefined ? [] : [`waits for the endpoint (${trouble.reason})`]),
				],
			}),
		};
	};
	const look = () => {
		const { step, line } = draw();
		if (terminal.overwrite) return terminal.overwrite(line);
		if (step === shown) return;
		shown = step;
		terminal.error(line);
	};
	look();
	const timer = setInterval(look, LOOK_MS);
	return {
		end: () => {
			clearInterval(timer);
			terminal.error(draw().line);
		},
	};
}

/** Settled a second over the last marks; undefined before the first two. */
function measureRate(
	marks: { readonly atMs: number; readonly settled: number }[],
	mark: { readonly atMs: number; readonly settled: number },
): number | undefined {
	marks.push(mark);
	while ((marks[0]?.atMs ?? mark.atMs) < mark.atMs - WINDOW_MS) marks.shift();
	const [first] = marks;
	if (!first || mark.atMs - first.atMs < LOOK_MS) return undefined;
	return (1000 * (mark.settled - first.settled)) / (mark.atMs - first.atMs);
}
