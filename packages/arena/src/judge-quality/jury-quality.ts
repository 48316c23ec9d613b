import { estimateRates } from '../board/board-estimates.ts';
import type { Estimate } from '../board/board-row.ts';
import { percentileInterval } from '../maths/bootstrap.ts';
import type { Bounds } from '../maths/intervals.ts';
import { createRandom, mixSeed } from '../maths/random.ts';
import { type Outcome, OUTCOMES } from '../rules/battle.ts';
import { countVotes, type JuryRule, type Votes } from '../rules/jury.ts';
import { addCoincidences, alphaOf, type Coincidences, countCoincidences } from './coincidences.ts';
import { measureShare, type QuestionShare } from './question-shares.ts';

/** A battle that the votes of a jury have decided. */
export type VotedBattle = {
	readonly id: string;
	/** The model's submission. */
	readonly entrantId: string;
	readonly questionId: string;
	readonly outcome: Outcome;
	/** By member; a member that is not named is recused. */
	readonly votes: Votes;
};

export type JuryRules = {
	readonly seed: string;
	/** By name, in the order in which they are shown. */
	readonly members: readonly string[];
	readonly rule: JuryRule;
	readonly quorum: number;
};

/** What one member says, and what the jury would say without it. */
export type MemberQuality = {
	readonly member: string;
	readonly votes: Readonly<Record<Outcome, number>>;
	/** Battles in which it said nothing that could be read. */
	readonly unscored: number;
	/** Battles in which it was not asked. */
	readonly recused: number;
	/** Of its votes, those that are the jury's outcome. */
	readonly agrees: QuestionShare;
	/** Battles that would be decided otherwise without it, of those that would be decided. */
	readonly changes: QuestionShare;
};

/** Krippendorff's alpha of the votes; its 95 % interval over questions is absent below 30 of them. */
export type JuryAlpha = { readonly value: number; readonly interval?: Bounds };

/** Absent without a scored battle; the place counts from 1, equal scores share one. */
type Placed = { readonly score?: Estimate; readonly place?: number };

export type JuryRow = Placed & {
	readonly entrantId: string;
	/** In the order of the members. */
	readonly without: readonly (Placed & { readonly member: string })[];
};

export type JuryQuality = {
	readonly battles: number;
	readonly members: readonly MemberQuality[];
	/** Of the battles with two votes or more, those with equal votes. */
	readonly unanimous: QuestionShare;
	readonly alpha: Readonly<Partial<Record<'nominal' | 'ordinal', JuryAlpha>>>;
	/** Best first. */
	readonly rows: readonly JuryRow[];
	/** Battles with votes for both sides, the most split first. */
	readonly disagreements: readonly VotedBattle[];
};

const RESAMPLES = 1000;
const MIN_QUESTIONS = 30;
const MOST_DISAGREEMENTS = 20;

/** A battle of the board that nobody was asked about: an empty answer, or one that equals the baseline's. */
export type UnaskedBattle = Pick<VotedBattle, 'entrantId' | 'outcome'>;

/**
 * Measures a jury by the battles that its votes have decided, those of one board; battles that nobody was asked about count
 * in the scores alone. Any order of battles gives the same.
 */
export function measureJury(
	given: readonly VotedBattle[],
	unasked: readonly UnaskedBattle[],
	jury: JuryRules,
): JuryQuality {
	const battles = given.toSorted((a, b) =>
		a.questionId === b.questionId
			? compare(a.entrantId, b.entrantId)
			: compare(a.questionId, b.questionId),
	);
	const voted = battles.filter(({ votes }) => castOf(votes).length >= 2);
	return {
		battles: battles.length,
		members: jury.members.map((member) => measureMember(battles, member, jury)),
		unanimous: measureShare(
			voted.map(({ questionId, votes }) => ({
				questionId,
				isHit: new Set(castOf(votes)).size === 1,
			})),
		),
		alpha: measureAlpha(voted, jury.seed),
		rows: dropEach(battles, unasked, jury),
		disagreements: voted
			.filter(({ votes }) => splitOf(votes) > 0)
			.toSorted((a, b) => splitOf(b.votes) - splitOf(a.votes))
			.slice(0, MOST_DISAGREEMENTS),
	};
}

function measureMember(
	battles: readonly VotedBattle[],
	member: string,
	jury: JuryRules,
): MemberQuality {
	const asked = battles.filter(({ votes }) => votes[member] !== undefined);
	const cast = asked.flatMap(({ votes, ...battle }) => {
		const vote = votes[member];
		return vote ? [{ ...battle, votes, vote }] : [];
	});
	const count = (outcome: Outcome) => cast.filter(({ vote }) => vote === outcome).length;
	return {
		member,
		votes: { win: count('win'), tie: count('tie'), loss: count('loss') },
		unscored: asked.length - cast.length,
		recused: battles.length - asked.length,
		agrees: measureShare(
			cast.map(({ questionId, vote, outcome }) => ({ questionId, isHit: vote === outcome })),
		),
		changes: measureShare(
			battles.flatMap(({ questionId, votes, outcome }) => {
				const other = decideWithout(votes, member, jury);
				return other === undefined ? [] : [{ questionId, isHit: other !== outcome }];
			}),
		),
	};
}

/** With one member less, the quorum is at most the number of those that are left. */
function decideWithout(votes: Votes, member: string, jury: JuryRules): Outcome | undefined {
	const { [member]: _, ...others } = votes;
	const quorum = Math.min(jury.quorum, jury.members.length - 1);
	return countVotes(others, jury.rule, quorum)?.outcome;
}

function dropEach(
	battles: readonly VotedBattle[],
	unasked: readonly UnaskedBattle[],
	jury: JuryRules,
): readonly JuryRow[] {
	const whole = placeEntrants(battles, unasked, ({ outcome }) => outcome);
	const without = jury.members.map((member) => ({
		member,
		placed: placeEntrants(battles, unasked, ({ votes }) => decideWithout(votes, member, jury)),
	}));
	return [...whole]
		.map(([entrantId, placed]) => ({
			entrantId,
			...placed,
			without: without.map(({ member, placed: others }) => ({
				member,
				...others.get(entrantId),
			})),
		}))
		.toSorted((a, b) => (a.place ?? Infinity) - (b.place ?? Infinity));
}

function placeEntrants(
	battles: readonly VotedBattle[],
	unasked: readonly UnaskedBattle[],
	decide: (battle: VotedBattle) => Outcome | undefined,
): ReadonlyMap<string, Placed> {
	const all = [
		...battles.map((battle) => ({ id: battle.entrantId, outcome: decide(battle) })),
		...unasked.map(({ entrantId: id, outcome }) => ({ id, outcome })),
	];
	const scores = [...Map.groupBy(all, ({ id }) => id)].map(([id, own]) => {
		const outcomes = own.map(({ outcome }) => outcome);
		const count = (outcome: Outcome) => outcomes.filter((one) => one === outcome).length;
		const tally = { wins: count('win'), ties: count('tie'), losses: count('loss') };
		return [id, estimateRates(tally).score] as const;
	});
	const values = scores.flatMap(([, score]) => score?.value ?? []);
	return new Map(
		scores
			.toSorted(([a], [b]) => compare(a, b))
			.map(([id, score]) => [
				id,
				score ? { score, place: 1 + values.filter((value) => value > score.value).length } : {},
			]),
	);
}

function measureAlpha(voted: readonly VotedBattle[], seed: string): JuryQuality['alpha'] {
	const size = OUTCOMES.length;
	const questions = [...Map.groupBy(voted, ({ questionId }) => questionId).values()].map((own) =>
		addCoincidences(
			own.map(({ votes }) =>
				countCoincidences(
					castOf(votes).map((vote) => OUTCOMES.indexOf(vote)),
					size,
				),
			),
			size,
		),
	);
	const whole = addCoincidences(questions, size);
	const draws = Array.from({ length: RESAMPLES }, (_, at) =>
		drawQuestions(questions, mixSeed(seed, 'alpha', at)),
	);
	const measure = (metric: 'nominal' | 'ordinal') => {
		const value = alphaOf(whole, metric);
		const drawn = draws.flatMap((table) => alphaOf(table, metric) ?? []);
		if (value === undefined) return undefined;
		const isEnough = questions.length >= MIN_QUESTIONS && drawn.length > 0;
		return { value, ...(isEnough && { interval: percentileInterval(Float64Array.from(drawn)) }) };
	};
	const [nominal, ordinal] = [measure('nominal'), measure('ordinal')];
	return { ...(nominal && { nominal }), ...(ordinal && { ordinal }) };
}

/** As many questions as there are, with replacement. */
function drawQuestions(questions: readonly Coincidences[], seed: string): Coincidences {
	const { nextInt } = createRandom(seed);
	const sums = OUTCOMES.map(() => OUTCOMES.map(() => 0));
	for (let draw = 0; draw < questions.length; draw++)
		for (const [at, row] of (questions[nextInt(questions.length)] ?? []).entries())
			for (const [column, count] of row.entries()) {
				const sum = sums[at];
				if (sum) sum[column] = (sum[column] ?? 0) + count;
			}
	return sums;
}

/** The mean distance of two votes, a win and a loss being 2 apart: 0 where all are the same. */
function splitOf(votes: Votes): number {
	const points = castOf(votes).map((vote) => ({ win: 1, tie: 0, loss: -1 })[vote]);
	let apart = 0;
	for (const [at, one] of points.entries())
		for (const other of points.slice(at + 1)) apart += Math.abs(one - other);
	return points.length < 2 ? 0 : apart / ((points.length * (points.length - 1)) / 2);
}

function castOf(votes: Votes): readonly Outcome[] {
	return Object.values(votes).filter((vote) => vote !== null);
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
