import type { CheckedPair } from '@codejoust/arena/judge-quality/judge-check';
import type { Outcome } from '@codejoust/arena/rules/battle';
import type {
	GameJudgment,
	ProviderErrorClass,
	UnscoredReason,
} from '@codejoust/arena/rules/judgment';
import type { Verdict } from '@codejoust/arena/rules/verdict';
import { eq, sql } from 'drizzle-orm';
import type { Database } from '../../connect.ts';
import { judgeChecks } from '../../schema/judge-checks.ts';
import { judgeVersions } from '../../schema/judges.ts';
import { runs } from '../../schema/runs.ts';

type RawGame = {
	/** A pair has two games, and a game a label. */
	readonly verdict: Verdict | null;
	readonly preference: number | null;
	readonly reason: UnscoredReason | null;
	readonly errorClass: ProviderErrorClass | null;
};
type RawPair = {
	readonly key: string;
	readonly category: string;
	readonly label: CheckedPair['label'];
	readonly a: number;
	readonly b: number;
	readonly cost: number | null;
	/** Both answers are one text: it has no game. */
	readonly isEqual: boolean;
	readonly hasReference: boolean;
	readonly solvers: Readonly<Record<string, boolean>> | null;
	readonly outcome: Outcome | 'unscored' | null;
	readonly reasons: readonly UnscoredReason[];
	readonly ab: RawGame | null;
	readonly ba: RawGame | null;
	/** Newest readings of a judge that is asked otherwise than in two orders, by the names of its prompts. */
	readonly others: readonly { readonly order: string; readonly verdict: string | null }[] | null;
};

/** A pair with its name in its set, as it is stored; `others` are the newest readings of a judge that is not asked in two orders. */
export type ReadPair = CheckedPair & {
	readonly id: string;
	/** Models that are known to answer the prompt rightly by themselves, or not. */
	readonly solvers?: Readonly<Record<string, boolean>>;
	readonly others?: NonNullable<RawPair['others']>;
};

/** Every pair of a check whose run has ended with the newest judgment of both games, in the order of its set. */
export async function listCheckedPairs(db: Database, checkId: string): Promise<ReadPair[]> {
	const newest = (order: string) => sql`(
		select json_build_object('verdict', judgments.verdict,
			'preference', judgments.preference, 'reason', judgments.unscored_reason,
			'errorClass', judgments.error_class)
		from games join judgments on judgments.identity = games.identity
		where games.battle_id = battles.id and games.game_order = ${order}
			and games.benchmark_version_id = judge_check_sets.benchmark_version_id
		order by judgments.attempt desc limit 1)`;
	const rows = await db.execute<RawPair>(sql`
		select questions.key, questions.category, judge_check_pairs.label, first.characters as a,
			second.characters as b, battles.cost_micro_usd::float8 as cost,
			battles.decided_by is not distinct from 'equal-texts' as "isEqual",
			questions.reference_hash is not null as "hasReference", judge_check_pairs.solvers,
			battles.outcome, battles.unscored_reasons as reasons,
			${newest('baseline-first')} as ab, ${newest('swapped')} as ba, ${OTHER_READINGS} as others
		from judge_checks
		join judge_check_sets on judge_check_sets.id = judge_checks.set_id
		join judge_check_pairs on judge_check_pairs.set_id = judge_check_sets.id
		join questions on questions.id = judge_check_pairs.question_id
		join battles on battles.run_id = judge_checks.run_id and battles.question_id = questions.id
		join submissions baseline
			on baseline.benchmark_version_id = judge_check_sets.benchmark_version_id and baseline.is_baseline
		join responses first
			on first.submission_id = baseline.id and first.question_id = questions.id
		join responses second
			on second.submission_id = judge_check_sets.submission_id and second.question_id = questions.id
		where judge_checks.id = ${checkId}
		order by battles.position`);
	return [...rows].map(({ key, category, label, a, b, cost, isEqual, ab, ba, ...row }) => ({
		id: key,
		category,
		label,
		lengths: { a, b },
		...(isEqual
			? { games: EVEN }
			: row.others !== null
				? readOthers({ ...row, others: row.others })
				: ab !== null && ba === null
					? readAlone(row)
					: { games: { ab: readGame(ab), ba: readGame(ba) }, ...readOutcome(row.outcome) }),
		...(isEqual && { isEqual }),
		...(row.hasReference && { hasReference: true }),
		...(row.solvers && { solvers: row.solvers }),
		...(cost === null ? {} : { costMicroUsd: cost }),
	}));
}

/** What of a battle is asked in no order. */
const OTHER_READINGS = sql`(
	select json_agg(json_build_object('order', newest.game_order, 'verdict', newest.verdict)
		order by newest.game_order)
	from (
		select distinct on (games.game_order) games.game_order, judgments.verdict
		from games left join judgments on judgments.identity = games.identity
		where games.battle_id = battles.id
			and games.benchmark_version_id = judge_check_sets.benchmark_version_id
			and games.game_order <> 'baseline-first' and games.game_order <> 'swapped'
		order by games.game_order, judgments.attempt desc nulls last) as newest)`;

/** As the judge's kind has decided the pair. */
function readOutcome(outcome: RawPair['outcome']): Pick<ReadPair, 'outcome'> {
	return outcome === null || outcome === 'unscored' ? {} : { outcome };
}

function readOthers({
	others,
	...row
}: Pick<RawPair, 'outcome' | 'reasons'> & {
	readonly others: NonNullable<RawPair['others']>;
}): Pick<ReadPair, 'outcome' | 'unscoredReasons' | 'others'> {
	return { ...readAlone(row), others };
}

/** Of a judge that does not judge in both orders: what it has decided, and nothing of orders. */
function readAlone({
	outcome,
	reasons,
}: Pick<RawPair, 'outcome' | 'reasons'>): Pick<ReadPair, 'outcome' | 'unscoredReasons'> {
	return outcome === null || outcome === 'unscored' ? { unscoredReasons: reasons } : { outcome };
}

/** What two answers of one text are to each other, without a question. */
const EVEN: NonNullable<CheckedPair['games']> = {
	ab: { kind: 'scored', verdict: 'A=B' },
	ba: { kind: 'scored', verdict: 'A=B' },
};

/** A game that is settled has a judgment, which has a verdict or a reason. */
function readGame(game: RawGame | null): GameJudgment {
	if (game === null) throw new Error('a settled pair has a game without a judgment');
	const { verdict, preference, reason, errorClass } = game;
	if (verdict !== null)
		return { kind: 'scored', verdict, ...(preference === null ? {} : { preference }) };
	if (reason === 'provider-error')
		return { kind: 'unscored', reason, errorClass: errorClass ?? 'server' };
	if (reason === null) throw new Error('a stored judgment has neither a verdict nor a reason');
	return { kind: 'unscored', reason };
}

/** The model that the judge of a check asks; of a jury or cascade the name that its members have together. */
export async function findModelOfCheck(db: Database, checkId: string): Promise<string | undefined> {
	const [row] = await db
		.select({ model: judgeVersions.model })
		.from(judgeChecks)
		.innerJoin(runs, eq(runs.id, judgeChecks.runId))
		.innerJoin(judgeVersions, eq(judgeVersions.id, runs.judgeVersionId))
		.where(eq(judgeChecks.id, checkId));
	return row?.model;
}
