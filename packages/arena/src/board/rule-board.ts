import type { BoardEntry, BoardInput, Slice } from '../outcomes/board-input.ts';
import { LOSS, type OutcomeMatrix, TIE, UNSCORED, WIN } from '../outcomes/outcome-matrix.ts';
import { selectQuestions, sliceName } from '../outcomes/slices.ts';
import { mixSeed } from '../maths/random.ts';
import { rankRows } from '../ranks/rank-ranges.ts';
import { openOutcomes, type outcomeUnder, type ScoringRule } from '../rules/scoring-rule.ts';
import { writeBeatenRows } from './beaten-rows.ts';
import { estimateRates } from './board-estimates.ts';
import type { BoardRow } from './board-row.ts';
import { computeBoardSlice } from './compute-board.ts';

const MIN_COVERAGE = 0.95;
const CODES = { win: WIN, tie: TIE, loss: LOSS, 'left-out': UNSCORED } as const;

/**
 * The rows of a slice under a rule, best first: outcomes, rates, ranks and pairs are the rule's; what is counted of games,
 * lengths and costs stays. `scored` is the rule's own n, and `coverage` the share of questions that the rule has settled,
 * those that it leaves out included. Intervals and tests are those of the default rule on the rule's outcomes.
 */
export function computeRuleSlice(
	input: BoardInput,
	slice: Slice,
	rule: ScoringRule,
): readonly BoardRow[] {
	const rows = computeBoardSlice(input, slice);
	if (rule === 'codejoust') return rows;
	const questionIds = selectQuestions(input.questions, slice)
		.map(({ id }) => id)
		.sort();
	const entrants = new Map(input.entrants.map(({ id, entries }) => [id, mapEntries(entries)]));
	const underRule = openOutcomes(
		input.entrants.flatMap(({ entries }) => entries.map(({ result }) => result)),
	);
	const tallied = rows.map((row) => {
		const entries = entrants.get(row.id) ?? new Map<string, BoardEntry>();
		return recount(
			row,
			rule,
			questionIds.map((id) => entries.get(id)),
			underRule,
		);
	});
	const sorted = tallied
		.toSorted((a, b) => compareIds(a.row.id, b.row.id))
		.sort((a, b) => (b.row.score?.value ?? -1) - (a.row.score?.value ?? -1));
	return placeRows(sorted, questionIds, mixSeed(input.seed, sliceName(slice), rule));
}

type Tallied = { readonly row: BoardRow; readonly cells: Int8Array };

function recount(
	row: BoardRow,
	rule: ScoringRule,
	entries: readonly (BoardEntry | undefined)[],
	underRule: typeof outcomeUnder,
): Tallied {
	const outcomes = entries.map((entry) => underRule(rule, entry?.result));
	const count = (outcome: string) => outcomes.filter((one) => one === outcome).length;
	const [wins, ties, losses] = [count('win'), count('tie'), count('loss')];
	const settled = wins + ties + losses + count('left-out');
	const { winRate: _w, tieRate: _t, score: _s, rank: _r, beats: _b, ...counted } = row;
	return {
		cells: Int8Array.from(outcomes, (outcome) => (outcome ? CODES[outcome] : UNSCORED)),
		row: {
			...counted,
			scored: wins + ties + losses,
			unscored: row.n - row.missing - settled,
			...(row.n > 0 && { coverage: settled / row.n }),
			wins,
			ties,
			losses,
			...splitTies(row, rule, ties, entries),
			...estimateRates({ wins, ties, losses }),
		},
	};
}

/** Under `sign` every flip is a tie; a tie that is left out is of no kind. */
function splitTies(
	row: BoardRow,
	rule: ScoringRule,
	ties: number,
	entries: readonly (BoardEntry | undefined)[],
): Pick<BoardRow, 'judgedTies' | 'conflictTies' | 'copies'> {
	if (rule === 'decided-only') return { judgedTies: 0, conflictTies: 0, copies: 0 };
	const flips = entries.filter((entry) => {
		const result = entry?.result;
		return result?.kind === 'scored' && result.by === 'games' && result.consistency === 'flipped';
	}).length;
	const conflictTies = rule === 'sign' ? flips : row.conflictTies;
	return { judgedTies: ties - conflictTies - row.copies, conflictTies, copies: row.copies };
}

function placeRows(
	tallied: readonly Tallied[],
	questionIds: readonly string[],
	seed: string,
): readonly BoardRow[] {
	const ids = tallied.map(({ row }) => row.id);
	const outcomes: OutcomeMatrix = {
		modelIds: ids,
		questionIds,
		outcomes: Int8Array.from(tallied.flatMap(({ cells }) => [...cells])),
	};
	const covered = tallied.flatMap(({ row }, at) =>
		(row.coverage ?? 0) >= MIN_COVERAGE && row.score ? [at] : [],
	);
	const { ranges, isBetter } = rankRows({ seed, outcomes, rows: covered });
	return tallied.map(({ row }, at) => {
		const rank = ranges[at];
		if (!rank) return row;
		return { ...row, rank, beats: writeBeatenRows(ids.map((_, other) => isBetter(at, other))) };
	});
}

function mapEntries(entries: readonly BoardEntry[]): Map<string, BoardEntry> {
	return new Map(entries.map((entry) => [entry.questionId, entry]));
}

function compareIds(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
