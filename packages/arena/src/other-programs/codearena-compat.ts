import type { Outcome } from '../rules/battle.ts';
import type { TaskCategory } from './task-type.ts';

/** A game's label as the original evaluator keeps it: any run of `A B < > =`, or null when it found none. */
export type CodeArenaLabel = string | null;

/** What the original's parser says of a reply, and whether it would ask the judge once more. */
export type CodeArenaReading = { readonly score: CodeArenaLabel; readonly tryAgain: boolean };

export type CodeArenaBattle = { readonly outcome: Outcome; readonly score: number };

/** One group's counts, and its win and tie rate as the original prints them, `29.2/10.8`. */
export type CodeArenaCounts = {
	readonly n: number;
	readonly wins: number;
	readonly ties: number;
	readonly formatted: string;
};

export type CodeArenaRow = {
	readonly category: TaskCategory;
	readonly games: readonly CodeArenaLabel[];
};

/** Rates in [0, 1] over all rows; the groups stand in order of their first row. */
export type CodeArenaTable = {
	readonly score: number;
	readonly winRate: number;
	readonly tieRate: number;
	readonly overall: CodeArenaCounts;
	readonly byCategory: ReadonlyMap<string, CodeArenaCounts>;
	/** By subcategory name alone: one name under two categories is one group. */
	readonly bySubcategory: ReadonlyMap<string, CodeArenaCounts>;
};

/** Points for the answer shown second. The original knows the reversed spellings; any other label is worth nothing. */
const POINTS_OF_SECOND: ReadonlyMap<CodeArenaLabel, number> = new Map([
	['A>>B', -2],
	['B<<A', -2],
	['A>B', -1],
	['B<A', -1],
	['A<B', 1],
	['B>A', 1],
	['A<<B', 2],
	['B>>A', 2],
]);

/**
 * The rule `codearena-compat`: the arithmetic of CodeArena's own evaluator (Qwen2.5-Coder, judge_models.py), for
 * comparison with published tables only. A missing or unknown label counts as a game without a winner, so two unread
 * games make a tie. Games alternate: baseline first, swapped, baseline first, … The score is 1, 1/2 or 0.
 */
export function decideCodeArenaBattle(games: readonly CodeArenaLabel[]): CodeArenaBattle {
	const margin = games.reduce((sum, label, at) => {
		const points = POINTS_OF_SECOND.get(label) ?? 0;
		return at % 2 === 0 ? sum + points : sum - points;
	}, 0);
	if (margin > 0) return { outcome: 'win', score: 1 };
	return margin === 0 ? { outcome: 'tie', score: 0.5 } : { outcome: 'loss', score: 0 };
}

/** Reads labels as the original does: exact letter case, no white space, different labels give none and no second try. */
export function readCodeArenaLabel(text: string): CodeArenaReading {
	const [label, ...others] = new Set(labelsIn(text, /\[\[([AB<>=]+)\]\]/g));
	if (label === undefined) return { score: null, tryAgain: true };
	return { score: others.length === 0 ? label : null, tryAgain: false };
}

/** The original's loop over a judge's replies: each is appended to the text read so far, until no further try is wanted. */
export function readCodeArenaAttempts(attempts: readonly string[]): {
	readonly attemptsUsed: number;
	readonly judgment: string;
	readonly score: CodeArenaLabel;
} {
	let judgment = '';
	for (const [at, attempt] of attempts.entries()) {
		judgment += `\n${attempt}`;
		const { score, tryAgain } = readCodeArenaLabel(judgment);
		if (!tryAgain) return { attemptsUsed: at + 1, judgment, score };
	}
	return { attemptsUsed: attempts.length, judgment, score: null };
}

/**
 * Reads labels as arena-hard-auto does: any letter case, the last label wins, and single brackets count where there are
 * no double ones.
 */
export function readArenaHardLabel(text: string): CodeArenaLabel {
	const upper = text.toUpperCase();
	const inDouble = labelsIn(upper, /\[\[([AB<>=]+)\]\]/g);
	return inDouble.at(-1) ?? labelsIn(upper, /\[([AB<>=]+)\]/g).at(-1) ?? null;
}

/** The original's table of one model. Throws a RangeError without rows, where the original divides by zero. */
export function tabulateCodeArena(rows: readonly CodeArenaRow[]): CodeArenaTable {
	if (rows.length === 0) throw new RangeError('a CodeArena table wants at least one row');
	const overall = countRows(rows);
	return {
		score: (2 * overall.wins + overall.ties) / rows.length / 2,
		winRate: overall.wins / rows.length,
		tieRate: overall.ties / rows.length,
		overall,
		byCategory: countGroups(rows, (row) => row.category.category),
		bySubcategory: countGroups(rows, (row) => row.category.subcategory),
	};
}

function countGroups(
	rows: readonly CodeArenaRow[],
	nameOf: (row: CodeArenaRow) => string,
): ReadonlyMap<string, CodeArenaCounts> {
	return new Map([...Map.groupBy(rows, nameOf)].map(([name, group]) => [name, countRows(group)]));
}

function countRows(rows: readonly CodeArenaRow[]): CodeArenaCounts {
	const outcomes = rows.map((row) => decideCodeArenaBattle(row.games).outcome);
	const wins = outcomes.filter((outcome) => outcome === 'win').length;
	const ties = outcomes.filter((outcome) => outcome === 'tie').length;
	const formatted = `${formatPercent(wins / rows.length)}/${formatPercent(ties / rows.length)}`;
	return { n: rows.length, wins, ties, formatted };
}

/** Python's `round(rate * 100, 1)`: an exact half goes to the even digit, where `toFixed` always goes up. */
export function formatPercent(rate: number): string {
	const percent = rate * 100;
	const isExactHalf = percent % 0.5 === 0.25;
	const tenths = Math.floor(percent * 10);
	if (isExactHalf && tenths % 2 === 0) return (tenths / 10).toFixed(1);
	return percent.toFixed(1);
}

function labelsIn(text: string, pattern: RegExp): readonly string[] {
	return [...text.matchAll(pattern)].map((match) => match[1] ?? '');
}
