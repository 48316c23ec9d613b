import type { BoardEntry } from '../outcomes/board-input.ts';
import { LOSS, TIE, UNSCORED, WIN } from '../outcomes/outcome-matrix.ts';
import { openOutcomes, type ScoringRule, SCORING_RULES } from '../rules/scoring-rule.ts';
import type { BoardRow } from './board-row.ts';

/** What a rule makes of the default rule's board. */
export type RuleEffect = {
	readonly rule: ScoringRule;
	/** Entrants with the highest score under it; several when equal. */
	readonly first: readonly string[];
	/** Whether these are those of the default rule. */
	readonly isFirstKept: boolean;
	/** Ranked entrants whose place by score under the rule is outside of their rank range of the default rule. */
	readonly outside: readonly string[];
};

/** What every rule makes of a slice, and the difference in score that the slice finds with 80 % power. */
export type SliceRules = {
	/** The default rule first; empty when nothing is scored. */
	readonly effects: readonly RuleEffect[];
	/** In [0, 1]; absent for fewer than two ranked models. */
	readonly findable?: number;
};

/** Outcomes under one rule by entrant: codes by question, `UNSCORED` where the rule scores nothing. */
export type RuleOutcomes = ReadonlyMap<string, Int8Array>;

const CODES = { win: WIN, tie: TIE, loss: LOSS, 'left-out': UNSCORED } as const;

/** The outcomes of every rule, of entrants whose entries stand by column. */
export function layOutRules(
	entrants: readonly {
		readonly id: string;
		readonly entries: readonly (BoardEntry | undefined)[];
	}[],
): ReadonlyMap<ScoringRule, RuleOutcomes> {
	const underRule = openOutcomes(
		entrants.flatMap(({ entries }) => entries.map((entry) => entry?.result)),
	);
	return new Map(
		SCORING_RULES.map((rule) => [
			rule,
			new Map(
				entrants.map(({ id, entries }) => [
					id,
					Int8Array.from(entries, (entry) => {
						const outcome = underRule(rule, entry?.result);
						return outcome ? CODES[outcome] : UNSCORED;
					}),
				]),
			),
		]),
	);
}

/**
 * Every rule on a slice, the default one first; empty when nothing is scored. `rows` are those of the default rule, and
 * `columns` the slice's questions in the outcomes. Only scores are needed of the other rules, so that it costs no test.
 */
export function compareRules(
	rows: readonly BoardRow[],
	{
		rules,
		columns,
	}: {
		readonly rules: ReadonlyMap<ScoringRule, RuleOutcomes>;
		readonly columns: readonly number[];
	},
): readonly RuleEffect[] {
	const usual = new Map(rows.flatMap(({ id, score }) => (score ? [[id, score.value]] : [])));
	const first = firstOf(usual);
	if (first.length === 0) return [];
	return SCORING_RULES.map((rule) => {
		const scores = rule === 'codejoust' ? usual : scoreRows(rows, rules.get(rule), columns);
		const own = firstOf(scores);
		return {
			rule,
			first: own,
			isFirstKept: own.length === first.length && own.every((id) => first.includes(id)),
			outside: listOutside(rows, scores),
		};
	});
}

/** By entrant, where the rule scores anything of it. */
type Scores = ReadonlyMap<string, number>;

function scoreRows(
	rows: readonly BoardRow[],
	outcomes: RuleOutcomes | undefined,
	columns: readonly number[],
): Scores {
	return new Map(
		rows.flatMap(({ id }) => {
			const score = scoreOf(outcomes?.get(id), columns);
			return score === undefined ? [] : [[id, score] as const];
		}),
	);
}

function scoreOf(cells: Int8Array | undefined, columns: readonly number[]): number | undefined {
	let points = 0;
	let scored = 0;
	for (const column of columns) {
		const cell = cells?.[column] ?? UNSCORED;
		if (cell === UNSCORED) continue;
		points += cell;
		scored++;
	}
	return scored === 0 ? undefined : points / 2 / scored;
}

function firstOf(scores: Scores): readonly string[] {
	const best = Math.max(...scores.values());
	return [...scores].filter(([, score]) => score === best).map(([id]) => id);
}

function listOutside(rows: readonly BoardRow[], scores: Scores): readonly string[] {
	const ranked = rows.flatMap(({ id, rank }) => {
		const score = scores.get(id);
		return rank && score !== undefined ? [{ id, rank, score }] : [];
	});
	const placeOf = countPlaces(ranked.map(({ score }) => score));
	return ranked.flatMap(({ id, rank, score }) => {
		const place = placeOf.get(score);
		return place && (place.lowest < rank.best || place.highest > rank.worst) ? [id] : [];
	});
}

/** The places from the best that a score takes among the scores: equal ones share theirs. */
function countPlaces(
	scores: readonly number[],
): ReadonlyMap<number, { readonly highest: number; readonly lowest: number }> {
	const sorted = Float64Array.from(scores).sort().reverse();
	const places = new Map<number, { highest: number; lowest: number }>();
	sorted.forEach((score, at) => {
		places.set(score, { highest: places.get(score)?.highest ?? at + 1, lowest: at + 1 });
	});
	return places;
}
