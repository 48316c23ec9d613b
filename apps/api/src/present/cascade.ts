import type { CascadeQuality as MeasuredCascade } from '@codejoust/arena/judge-quality/cascade-quality';
import type { CascadeQuality } from '@codejoust/contract/schemas/cascade';
import type { BenchmarkVersionRow } from '@codejoust/db/queries/benchmarks/benchmarks';
import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import type { ModelBriefRow } from '@codejoust/db/queries/models/model-brief';
import { presentJudgeBrief, presentModelBrief } from './names.ts';
import { presentShare } from './question-share.ts';

/** A cascade with what its battles on one board say of it. */
export type FoundCascade = {
	readonly version: Pick<BenchmarkVersionRow, 'slug' | 'version'>;
	readonly judge: JudgeVersionRow;
	readonly first: JudgeVersionRow;
	readonly second: JudgeVersionRow;
	readonly margin: number;
	readonly quality: MeasuredCascade;
	/** By submission. */
	readonly models: ReadonlyMap<string, ModelBriefRow>;
};

export function presentCascade(found: FoundCascade): CascadeQuality {
	const { version, judge, first, second, margin, quality, models } = found;
	const { saving } = quality;
	return {
		benchmark: `${version.slug}@${version.version}`,
		judge: presentJudgeBrief(judge),
		first: presentJudgeBrief(first),
		second: presentJudgeBrief(second),
		margin,
		battles: quality.battles,
		asked: presentShare(quality.asked),
		first_unscored: quality.firstUnscored,
		unscored: quality.unscored,
		saving: {
			first_games: saving.firstGames,
			second_games: saving.secondGames,
			second_games_everywhere: saving.everywhereGames ?? null,
			first_cost_micro_usd: saving.firstCost ?? null,
			second_cost_micro_usd: saving.secondCost ?? null,
			second_cost_everywhere_micro_usd: saving.everywhereCost ?? null,
			saved_cost_micro_usd: saving.savedCost ?? null,
		},
		agrees_where_asked: presentShare(quality.agreesWhereAsked),
		agrees_where_decided: presentShare(quality.agreesWhereDecided),
		rows: quality.rows.map(({ entrantId, battles, asked }) => {
			const model = models.get(entrantId);
			if (!model) throw new Error(`submission ${entrantId} vanished`);
			return {
				submission_id: entrantId,
				model: presentModelBrief(model),
				battles,
				asked: presentShare(asked),
			};
		}),
	};
}
