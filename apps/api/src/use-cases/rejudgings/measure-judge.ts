import type { JudgeComparison } from '@codejoust/contract/schemas/judge-comparison';
import { LIMITED_GATES, type LimitedGate } from '@codejoust/contract/schemas/promotion-gates';
import { readJudgeCheckAccuracy } from '@codejoust/db/queries/judge-checks/judge-checks';
import { findJudgeVersionById } from '@codejoust/db/queries/judges/judges';
import { Refusal } from '../../refusal.ts';
import type { BoardDeps } from '../boards/board-cache.ts';
import { findJudgeComparison } from '../judges/compare-judges.ts';

/** What a gate looks at. */
export type Measure = {
	/** Absent where it could not be measured; `over` then says why. */
	readonly value?: number;
	/** Over what it was measured, in words. */
	readonly over: string;
	/** Why a limit has no meaning here; absent where it has one. */
	readonly exemption?: string;
};

export type Measures = Readonly<Record<LimitedGate, Measure>>;

/**
 * What is known of the judge of a new board: its own conduct, how far it agrees with the live judge, and what its judge check
 * says. From what is stored; nothing is asked. Without a live judge nothing can be compared.
 *
 * @param checkSet of the judge check; null for the newest check of any set
 */
export async function measureJudge(
	deps: BoardDeps,
	{
		benchmarkVersionId,
		from,
		to,
		checkSet,
	}: {
		readonly benchmarkVersionId: number;
		/** Of the live board. */
		readonly from: number | undefined;
		readonly to: number;
		readonly checkSet: string | null;
	},
): Promise<Measures> {
	const compared = await compare(deps, { benchmarkVersionId, from, to });
	return {
		...everyGate(typeof compared === 'string' ? compared : ''),
		...(typeof compared !== 'string' && readComparison(compared, await isRehearsal(deps, from))),
		...(await readCheck(deps, to, checkSet)),
	};
}

function everyGate(over: string): Measures {
	const none: Measure = { over };
	return Object.fromEntries(LIMITED_GATES.map((gate) => [gate, none])) as Record<
		LimitedGate,
		Measure
	>;
}

/** The comparison, or why there is none. */
async function compare(
	deps: BoardDeps,
	pair: {
		readonly benchmarkVersionId: number;
		readonly from: number | undefined;
		readonly to: number;
	},
): Promise<JudgeComparison | string> {
	const { from } = pair;
	if (from === undefined) return 'the benchmark has no live board';
	if (from === pair.to) return 'it is the judge of the live board';
	try {
		const answer = await findJudgeComparison(deps, { ...pair, from });
		// Written by this program in this shape.
		return JSON.parse(await answer.body()) as JudgeComparison;
	} catch (error) {
		if (error instanceof Refusal && error.code === 'not-ready')
			return 'both judges are being compared: ask again';
		throw error;
	}
}

async function isRehearsal({ db }: BoardDeps, id: number | undefined): Promise<boolean> {
	return id !== undefined && (await findJudgeVersionById(db, id))?.isRehearsal === true;
}

function readComparison(
	{ to, outcomes }: JudgeComparison,
	isFromRehearsal: boolean,
): Pick<
	Measures,
	'consistency' | 'first-position' | 'length' | 'agreement' | 'kappa' | 'self-agreement'
> {
	const measure = (value: number | null, n: number, unit: string, words = ''): Measure => ({
		...(value !== null && { value }),
		over: value === null ? `no ${unit}${words}` : `${n} ${unit}${words}`,
	});
	const withLive = (value: number | null): Measure =>
		isFromRehearsal
			? {
					...measure(value, outcomes.n, 'battles'),
					exemption: 'since the live judge is the rehearsal judge',
				}
			: measure(value, outcomes.n, 'battles', ' that both judges decided');
	const again = outcomes.noise_floor.to;
	const hasOrders = to.consistency.n > 0 || to.battles_scored === 0;
	const ofOrders = hasOrders ? {} : { exemption: 'since the judge is not asked in two orders' };
	return {
		consistency: {
			...measure(to.consistency.share, to.consistency.n, 'battles'),
			...ofOrders,
		},
		'first-position': {
			...measure(to.first_position.share, to.first_position.n, 'games', ' with a winner'),
			...ofOrders,
		},
		length: measure(to.longer_wins.share, to.longer_wins.n, 'decided battles'),
		agreement: withLive(outcomes.share),
		kappa: withLive(outcomes.kappa),
		'self-agreement': measure(again?.agreement ?? null, again?.n ?? 0, 'battles', ' asked again'),
	};
}

async function readCheck(
	{ db }: BoardDeps,
	judgeVersionId: number,
	set: string | null,
): Promise<Pick<Measures, 'accuracy' | 'check-kappa'>> {
	const found = await readJudgeCheckAccuracy(db, judgeVersionId, set);
	if (!found) {
		const over = `no judge check of this judge version${set === null ? '' : ` on ${set}`} is finished`;
		return { accuracy: { over }, 'check-kappa': { over } };
	}
	const over = `${found.pairs} pairs of ${found.set}, ${found.unscored} unscored`;
	const measure = (value: number | undefined) => ({ ...(value !== undefined && { value }), over });
	return { accuracy: measure(found.accuracy), 'check-kappa': measure(found.kappa) };
}
