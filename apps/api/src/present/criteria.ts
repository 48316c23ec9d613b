import type { CriteriaAgreement } from '@codejoust/arena/judge-quality/criteria-agreement';
import type { StoredRow } from '@codejoust/board/board-numbers';
import type { CriteriaBoard } from '@codejoust/contract/schemas/criteria';
import type { BenchmarkVersionRow } from '@codejoust/db/queries/benchmarks/benchmarks';
import type { PublishedName } from '@codejoust/db/queries/boards/find-boards';
import type { ModelBriefRow } from '@codejoust/db/queries/models/model-brief';
import type { JudgeBriefRow } from '@codejoust/db/queries/runs/runs';
import { nameJudge } from '../benchmark-name.ts';
import { presentBenchmarkBrief } from './benchmark.ts';
import { presentEstimate } from './leaderboard-row.ts';
import { presentJudgeBrief, presentModelBrief } from './names.ts';
import { presentSnapshotName, type SnapshotName } from './snapshot.ts';

/** The boards of one family of judges, beside each other. */
export type FoundCriteria = {
	readonly version: BenchmarkVersionRow;
	readonly published: readonly PublishedName[];
	readonly families: readonly {
		/** One of the family. */
		readonly judge: JudgeBriefRow;
		readonly criteria: number;
		readonly isShown: boolean;
	}[];
	readonly columns: readonly {
		readonly judge: JudgeBriefRow;
		/** What the judge reads as the criterion; undefined for the whole judgement. */
		readonly text: string | undefined;
		readonly isLive: boolean;
		/** Undefined as long as nothing was computed. */
		readonly snapshot: SnapshotName | undefined;
		readonly models: number;
	}[];
	readonly rows: readonly {
		readonly id: string;
		readonly model: ModelBriefRow;
		/** One for each column; undefined where the submission is not on its board. */
		readonly cells: readonly (StoredRow | undefined)[];
	}[];
	readonly agreements: readonly {
		readonly first: number;
		readonly second: number;
		readonly agreement: CriteriaAgreement;
	}[];
};

export function presentCriteria(found: FoundCriteria): CriteriaBoard {
	return {
		benchmark: presentBenchmarkBrief(found.version),
		families: found.families.map(({ judge, criteria, isShown }) => ({
			judge: nameJudge(judge),
			model: judge.model,
			criteria,
			is_shown: isShown,
		})),
		columns: found.columns.map(({ judge, text, isLive, snapshot, models }) => ({
			judge: presentJudgeBrief(judge),
			text: text ?? null,
			is_live: isLive,
			snapshot: snapshot ? presentSnapshotName(snapshot) : null,
			models,
		})),
		rows: found.rows.map(({ id, model, cells }) => ({
			submission_id: id,
			model: presentModelBrief(model),
			cells: cells.map(presentCell),
		})),
		published_results: [...found.published],
		agreements: found.agreements.map(presentAgreement),
	};
}

function presentCell(row: StoredRow | undefined): CriteriaBoard['rows'][number]['cells'][number] {
	if (!row) return null;
	const { n, scored, score, rank } = row;
	return { n, scored, score: rank ? presentEstimate(score) : null, rank: rank ?? null };
}

function presentAgreement({
	first,
	second,
	agreement,
}: FoundCriteria['agreements'][number]): CriteriaBoard['agreements'][number] {
	const { models, kendall, pairs } = agreement;
	return {
		first,
		second,
		models,
		kendall: kendall
			? {
					value: kendall.value,
					low: kendall.interval?.low ?? null,
					high: kendall.interval?.high ?? null,
				}
			: null,
		pairs: pairs ?? null,
	};
}
