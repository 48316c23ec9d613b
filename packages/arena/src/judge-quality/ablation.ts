import { mcnemarExact } from '../maths/mcnemar.ts';
import {
	decideCodePrefBench,
	type HalfUndecided,
	measureCodePrefBench,
} from '../other-programs/codeprefbench-compat.ts';
import { type AblationRule, CODEPREFBENCH_OBJECTIVES } from '../rules/ablation-rule.ts';
import type { Side } from './agreement.ts';
import { type CheckedPair, decisionOf } from './judge-check.ts';

export type AblationPair = Pick<
	CheckedPair,
	'category' | 'label' | 'games' | 'outcome' | 'unscoredReasons'
> & {
	readonly id: string;
};

export type AblationNumbers = Partial<HalfUndecided> & {
	readonly pairs: number;
	/** Under `codeprefbench-compat` every pair: what could not be read is undecided. */
	readonly scored: number;
	readonly correct: number;
	readonly undecided: number;
};

/** A cell beside the plain one, over the pairs that both have scored. */
export type AblationComparison = {
	readonly pairs: number;
	/** Pairs that are right in one of the two and not in the other; an undecided pair is not right. */
	readonly onlyPlain: number;
	readonly onlyThis: number;
	/** Accuracy of this cell less that of the plain one, undecided pairs counted half. */
	readonly difference?: number;
	/** Exact McNemar, two-sided. */
	readonly pValue: number;
};

export type AblationCell = {
	readonly overall: AblationNumbers;
	/** In code unit order. */
	readonly categories: readonly { readonly category: string; readonly numbers: AblationNumbers }[];
	/** Plain means of the three objectives of CodePrefBench; absent where one is missing. */
	readonly mean?: HalfUndecided;
	/** Absent for the plain cell itself. */
	readonly againstPlain?: AblationComparison;
};

/**
 * Several ways of asking about the same pairs, the first of which is the plain one. Throws a RangeError unless every cell has
 * the same pairs, each once.
 */
export function measureAblation(
	cells: readonly (readonly AblationPair[])[],
	rule: AblationRule,
): readonly AblationCell[] {
	const decided = cells.map((pairs) => decideAll(pairs, rule));
	const [plain] = decided;
	if (!plain) throw new RangeError('an ablation has a plain cell');
	for (const cell of decided)
		if (cell.size !== plain.size || ![...plain.keys()].every((id) => cell.has(id)))
			throw new RangeError('every cell of an ablation has the same pairs');
	return cells.map((pairs, at) => {
		const own = decided[at] ?? plain;
		const mean = rule === 'codeprefbench-compat' ? meanOfCompat(pairs) : meanOfBoth(own);
		return {
			overall: countPairs([...own.values()]),
			categories: byCategory(own),
			...(mean && { mean }),
			...(at > 0 && { againstPlain: compare(plain, own) }),
		};
	});
}

type Decided = {
	readonly category: string;
	readonly label: Side;
	/** Undefined for a pair that could not be scored. */
	readonly decision: Side | undefined;
};

function decideAll(
	pairs: readonly AblationPair[],
	rule: AblationRule,
): ReadonlyMap<string, Decided> {
	const decide = rule === 'codejoust' ? decisionOf : decideFirst;
	const all = new Map(
		pairs
			.filter(({ label }) => rule === 'codejoust' || label !== 'tie')
			.map((pair) => [
				pair.id,
				{ category: pair.category, label: pair.label, decision: decide(pair) },
			]),
	);
	const ids = new Set(pairs.map(({ id }) => id));
	if (ids.size !== pairs.length) throw new RangeError('a cell of an ablation has each pair once');
	return all;
}

/** Undefined for a pair without games: another kind of judge decides it. */
function decideFirst({ games }: AblationPair): Side | undefined {
	return games && decideCodePrefBench(games.ab);
}

function byCategory(decided: ReadonlyMap<string, Decided>): AblationCell['categories'] {
	const groups = Map.groupBy(decided.values(), ({ category }) => category);
	return [...groups.keys()]
		.sort()
		.map((category) => ({ category, numbers: countPairs(groups.get(category) ?? []) }));
}

function countPairs(pairs: readonly Decided[]): AblationNumbers {
	const scored = pairs.filter(({ decision }) => decision !== undefined);
	const correct = scored.filter(({ label, decision }) => label === decision).length;
	const undecided = scored.filter(
		({ label, decision }) => decision === 'tie' && label !== 'tie',
	).length;
	return {
		pairs: pairs.length,
		scored: scored.length,
		correct,
		undecided,
		...(scored.length > 0 && {
			accuracy: (correct + undecided / 2) / scored.length,
			halfUndecided: undecided / 2 / scored.length,
		}),
	};
}

function meanOfCompat(pairs: readonly AblationPair[]): HalfUndecided | undefined {
	return measureCodePrefBench(
		pairs.flatMap(({ category, label, games }) =>
			games ? [{ category, label, game: games.ab }] : [],
		),
	).mean;
}

/** The same mean of what both games decide, over the pairs that are scored. */
function meanOfBoth(decided: ReadonlyMap<string, Decided>): HalfUndecided | undefined {
	const numbers = CODEPREFBENCH_OBJECTIVES.map((objective) =>
		countPairs([...decided.values()].filter(({ category }) => category === objective)),
	);
	const known = numbers.flatMap(({ accuracy, halfUndecided }) =>
		accuracy === undefined || halfUndecided === undefined ? [] : [{ accuracy, halfUndecided }],
	);
	if (known.length < numbers.length) return undefined;
	return {
		accuracy: known.reduce((sum, { accuracy }) => sum + accuracy, 0) / known.length,
		halfUndecided: known.reduce((sum, { halfUndecided }) => sum + halfUndecided, 0) / known.length,
	};
}

function compare(
	plain: ReadonlyMap<string, Decided>,
	own: ReadonlyMap<string, Decided>,
): AblationComparison {
	const both = [...plain].flatMap(([id, first]) => {
		const second = own.get(id);
		return second && first.decision !== undefined && second.decision !== undefined
			? [{ first: pointsOf(first), second: pointsOf(second) }]
			: [];
	});
	const onlyPlain = both.filter(({ first, second }) => first === 1 && second < 1).length;
	const onlyThis = both.filter(({ first, second }) => second === 1 && first < 1).length;
	const difference = both.reduce((sum, { first, second }) => sum + second - first, 0);
	return {
		pairs: both.length,
		onlyPlain,
		onlyThis,
		...(both.length > 0 && { difference: difference / both.length }),
		pValue: mcnemarExact(onlyPlain, onlyThis),
	};
}

/** Right is 1, undecided ½, wrong 0. */
function pointsOf({ label, decision }: Decided): number {
	if (label === decision) return 1;
	return decision === 'tie' ? 0.5 : 0;
}
