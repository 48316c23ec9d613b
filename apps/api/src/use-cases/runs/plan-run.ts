import type { ShownReferences } from '@codejoust/arena/rules/reference';
import type { Database } from '@codejoust/db/connect';
import { ensureBoard } from '@codejoust/db/queries/boards/boards';
import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import { finishRun } from '@codejoust/db/queries/runs/settle-battles';
import { countUnasked, insertRun } from '@codejoust/db/queries/runs/runs';
import type { SubmissionRow } from '@codejoust/db/queries/submissions/submissions';
import type { RunVia } from '@codejoust/db/schema/runs';
import { newId } from '../../new-id.ts';
import { refuseRetiredJudge } from '../judges/choose-judge.ts';
import { type BattleInput, listIdentities, planBattles } from './plan-battles.ts';

/** A run as it was stored, with what its quota charge and its estimate are calculated from. */
export type PlannedRun = {
	readonly id: string;
	readonly submission: Pick<SubmissionRow, 'id' | 'benchmarkVersionId'>;
	readonly judge: JudgeVersionRow;
	readonly via: RunVia;
	/** Of all its games, those that are known among them. */
	readonly identities: readonly string[];
};

/** Plans and stores every battle and game of a submission under a judge version, unless that is retired. Nothing is asked yet. */
export async function planRun(
	tx: Database,
	plan: {
		readonly submission: Pick<SubmissionRow, 'id' | 'benchmarkVersionId'>;
		readonly judge: JudgeVersionRow;
		readonly input: BattleInput;
		readonly replicate?: number;
		/** What `input` has in place of the references of the questions; these themselves unless told. */
		readonly shownReferences?: ShownReferences;
		readonly via?: RunVia;
		readonly priority?: number;
		readonly budgetMicroUsd?: number | undefined;
		/** Keys of the questions to judge; all of them where they are not named. */
		readonly questions?: ReadonlySet<string> | undefined;
		/** The run is a judge check’s, whose battles stand on no board. */
		readonly isCheck?: boolean;
	},
): Promise<PlannedRun> {
	const { submission, judge, replicate = 0, via = 'live' } = plan;
	const { benchmarkVersionId } = submission;
	await refuseRetiredJudge(tx, judge);
	const battles = planBattles(plan.input, { ...plan, replicate });
	const identities = listIdentities(battles);
	const id = newId('run');
	if (!plan.isCheck) await ensureBoard(tx, { benchmarkVersionId, judgeVersionId: judge.id });
	await insertRun(
		tx,
		{
			id,
			submissionId: submission.id,
			judgeVersionId: judge.id,
			replicate,
			shownReferences: plan.shownReferences ?? 'on',
			via,
			priority: plan.priority ?? 0,
			budgetMicroUsd: plan.budgetMicroUsd ?? null,
			battles: battles.length,
			games: identities.length,
			...countUnasked(battles),
		},
		{ benchmarkVersionId, battles },
	);
	if (identities.length === 0) await finishRun(tx, id);
	return { id, submission, judge, via, identities };
}
