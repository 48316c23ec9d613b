import { type Decider, type Outcome, OUTCOMES } from '../rules/battle.ts';
import { cohenKappa } from './chance-corrected.ts';
import { type EntrantBattle, hasOutcome, JUDGE_SIDES } from './judged-twice.ts';
import { measureShare, type QuestionShare } from './question-shares.ts';
import { wasAsked } from '../rules/battle.ts';
import { type Verdict, VERDICTS } from '../rules/verdict.ts';

/** How far two series of values of the same things agree. */
export type Agreement = QuestionShare & {
	/** Cohen's; absent without a value and when only one value occurs. */
	readonly kappa?: number;
};

/** Counts by what the first judge said (rows) and the second (columns), both in the order of `VERDICTS`. */
export type VerdictTable = readonly (readonly number[])[];

export type VerdictAgreement = {
	/** Over games that both judges gave a verdict in: the same label of the five. */
	readonly labels: Agreement;
	/** The same side, or a tie, however clear. */
	readonly sides: Agreement;
	readonly confusion: {
		readonly all: VerdictTable;
		readonly baselineFirst: VerdictTable;
		readonly swapped: VerdictTable;
	};
	/** Games that either judge was asked and gave no verdict in. */
	readonly unscored: number;
};

export type OutcomeAgreement = Agreement & {
	/** Win against loss, either way, of the same n. */
	readonly reversed: QuestionShare;
	/** Counts by the first judge's outcome (rows) and the second's, both in the order of `OUTCOMES`. */
	readonly table: readonly (readonly number[])[];
};

type Rated<Value extends string> = {
	readonly questionId: string;
	readonly first: Value;
	readonly second: Value;
};

/** One game that both judges gave a verdict in. */
export type TwiceJudgedGame = Rated<Verdict> & { readonly order: 'baselineFirst' | 'swapped' };

/** The outcomes of two judges, over battles that both have decided. */
export function agreeOnOutcomes(battles: readonly EntrantBattle[]): OutcomeAgreement {
	const rated = rateOutcomes(battles);
	return {
		...agree(rated),
		reversed: measureShare(
			rated.map(({ questionId, first, second }) => ({
				questionId,
				isHit: isReversal(first, second),
			})),
		),
		table: tabulate(OUTCOMES, rated),
	};
}

/** The verdicts of two judges, game by game, in shown order. */
export function agreeOnVerdicts(battles: readonly EntrantBattle[]): VerdictAgreement {
	const games = battles.flatMap(gamesOf);
	// A judge that decides otherwise than by two games has none that could be without a verdict.
	const haveGames = battles.every((battle) =>
		JUDGE_SIDES.every(
			(side) => !('by' in battle[side].result && isOtherwise(battle[side].result.by)),
		),
	);
	const asked = haveGames
		? battles.filter(({ from, to }) => wasAsked(from.result) || wasAsked(to.result)).length * 2
		: games.length;
	const ofOrder = (order: TwiceJudgedGame['order']) =>
		tabulate(
			VERDICTS,
			games.filter((game) => game.order === order),
		);
	return {
		...agreeOnGames(games),
		confusion: {
			all: tabulate(VERDICTS, games),
			baselineFirst: ofOrder('baselineFirst'),
			swapped: ofOrder('swapped'),
		},
		unscored: asked - games.length,
	};
}

export function agreeOnGames(
	games: readonly Rated<Verdict>[],
): Pick<VerdictAgreement, 'labels' | 'sides'> {
	const sides = games.map(({ questionId, first, second }) => ({
		questionId,
		first: sideOf(first),
		second: sideOf(second),
	}));
	return { labels: agree(games), sides: agree(sides) };
}

function isOtherwise(by: Decider): boolean {
	return by === 'ratings' || by === 'votes';
}

function isReversal(first: Outcome, second: Outcome): boolean {
	return first !== second && first !== 'tie' && second !== 'tie';
}

/** Battles that both judges decided, by their outcomes. */
export function rateOutcomes(battles: readonly EntrantBattle[]): readonly Rated<Outcome>[] {
	return battles.flatMap(({ questionId, from, to }) =>
		hasOutcome(from.result) && hasOutcome(to.result)
			? [{ questionId, first: from.result.outcome, second: to.result.outcome }]
			: [],
	);
}

function gamesOf({ questionId, from, to }: EntrantBattle): readonly TwiceJudgedGame[] {
	return (['baselineFirst', 'swapped'] as const).flatMap((order) => {
		const [first, second] = [from.verdicts[order], to.verdicts[order]];
		return first && second ? [{ questionId, order, first, second }] : [];
	});
}

function sideOf(verdict: Verdict): 'A' | 'B' | 'tie' {
	if (verdict === 'A=B') return 'tie';
	return verdict.startsWith('A') ? 'A' : 'B';
}

function agree<Value extends string>(rated: readonly Rated<Value>[]): Agreement {
	const kappa = cohenKappa(rated.map(({ first, second }) => [first, second]));
	const cases = rated.map(({ questionId, first, second }) => ({
		questionId,
		isHit: first === second,
	}));
	return { ...measureShare(cases), ...(kappa !== undefined && { kappa }) };
}

function tabulate<Value extends string>(
	values: readonly Value[],
	rated: readonly Rated<Value>[],
): readonly (readonly number[])[] {
	const counts = values.map(() => values.map(() => 0));
	for (const { first, second } of rated) {
		const row = counts[values.indexOf(first)];
		const column = values.indexOf(second);
		if (row) row[column] = (row[column] ?? 0) + 1;
	}
	return counts;
}
