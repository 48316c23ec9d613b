import type {
	JuryAlpha,
	JuryQuality as MeasuredJury,
	VotedBattle,
} from '@codejoust/arena/judge-quality/jury-quality';
import type { JURY_MODES } from '@codejoust/contract/schemas/closed-lists';
import type { JuryQuality } from '@codejoust/contract/schemas/jury';
import type { BenchmarkVersionRow } from '@codejoust/db/queries/benchmarks/benchmarks';
import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import type { ModelBriefRow } from '@codejoust/db/queries/models/model-brief';
import { nameMember } from '@codejoust/judge/protocol/jury';
import { presentJudgeBrief, presentModelBrief } from './names.ts';
import { presentShare } from './question-share.ts';

/** A jury with what its votes on one board say of it. */
export type FoundJury = {
	readonly version: Pick<BenchmarkVersionRow, 'slug' | 'version'>;
	readonly judge: JudgeVersionRow;
	readonly mode: (typeof JURY_MODES)[number];
	readonly rule: string;
	readonly quorum: number;
	readonly members: readonly JudgeVersionRow[];
	readonly quality: MeasuredJury;
	/** By submission. */
	readonly models: ReadonlyMap<string, ModelBriefRow>;
};

export function presentJury(found: FoundJury): JuryQuality {
	const { version, judge, mode, rule, quorum, members, quality, models } = found;
	const modelOf = (id: string) => {
		const model = models.get(id);
		if (!model) throw new Error(`submission ${id} vanished`);
		return { submission_id: id, model: presentModelBrief(model) };
	};
	const briefOf = new Map(members.map((row) => [nameMember(row), presentJudgeBrief(row)]));
	const { alpha, unanimous } = quality;
	return {
		benchmark: `${version.slug}@${version.version}`,
		judge: presentJudgeBrief(judge),
		mode,
		rule,
		quorum,
		battles: quality.battles,
		members: quality.members.flatMap(({ member, votes, agrees, changes, unscored, recused }) => {
			const brief = briefOf.get(member);
			const shares = { agrees: presentShare(agrees), changes: presentShare(changes) };
			return brief ? [{ member, judge: brief, votes, unscored, recused, ...shares }] : [];
		}),
		unanimous: presentShare(unanimous),
		alpha: { nominal: presentAlpha(alpha.nominal), ordinal: presentAlpha(alpha.ordinal) },
		rows: quality.rows.map(({ entrantId, without, ...placed }) => ({
			...modelOf(entrantId),
			...presentPlaced(placed),
			without: without.map(({ member, ...other }) => ({ member, ...presentPlaced(other) })),
		})),
		disagreements: quality.disagreements.map((battle) => ({
			battle_id: battle.id,
			...modelOf(battle.entrantId),
			question_id: battle.questionId,
			outcome: battle.outcome,
			votes: presentVotes(battle, [...briefOf.keys()]),
		})),
	};
}

function presentAlpha(alpha: JuryAlpha | undefined): JuryQuality['alpha']['nominal'] {
	if (!alpha) return null;
	const { value, interval } = alpha;
	return { value, low: interval?.low ?? null, high: interval?.high ?? null };
}

function presentPlaced({ score, place }: Pick<MeasuredJury['rows'][number], 'score' | 'place'>) {
	return { score: score?.value ?? null, place: place ?? null };
}

function presentVotes(
	{ votes }: VotedBattle,
	members: readonly string[],
): JuryQuality['disagreements'][number]['votes'] {
	return Object.fromEntries(
		members.map((member) => {
			const vote = votes[member];
			return [member, vote === undefined ? 'recused' : (vote ?? 'unscored')] as const;
		}),
	);
}
