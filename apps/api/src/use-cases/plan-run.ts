import { GAME_ORDERS } from '@codejoust/arena/game';
import type { Database } from '@codejoust/db/connect';
import { listQuestionOutlines } from '@codejoust/db/queries/benchmarks';
import { ensureBoard } from '@codejoust/db/queries/boards';
import type { JudgeVersionRow } from '@codejoust/db/queries/judges';
import { finishRun } from '@codejoust/db/queries/settle-battles';
import { insertRun, type PlannedBattle } from '@codejoust/db/queries/runs';
import { findBaseline, listResponses } from '@codejoust/db/queries/submissions';
import { judgmentIdentity } from '@codejoust/judge/identity';
import type { RunVia } from '@codejoust/db/schema/runs';
import { newId } from '../new-id.ts';
import { refuseRetiredJudge } from './judge-for.ts';

/** Plans every battle and game of a submission under a judge version, unless that is retired. Nothing is asked yet. Returns the run's id. */
export async function planRun(
	tx: Database,
	plan: {
		readonly submissionId: string;
		readonly benchmarkVersionId: number;
		readonly judge: JudgeVersionRow;
		readonly replicate?: number;
		readonly via?: RunVia;
		readonly priority?: number;
		readonly budgetMicroUsd?: number | undefined;
		/** Keys of the questions to judge; all of them where they are not named. */
		readonly questions?: ReadonlySet<string> | undefined;
		/** The run is a judge check’s, whose battles stand on no board. */
		readonly isCheck?: boolean;
	},
): Promise<string> {
	const { benchmarkVersionId, judge, submissionId, replicate = 0 } = plan;
	await refuseRetiredJudge(tx, judge);
	const battles = await planBattles(tx, { ...plan, replicate });
	const id = newId('run');
	const games = battles.reduce((total, battle) => total + battle.games.length, 0);
	if (!plan.isCheck) await ensureBoard(tx, { benchmarkVersionId, judgeVersionId: judge.id });
	await insertRun(
		tx,
		{
			id,
			submissionId,
			judgeVersionId: judge.id,
			replicate,
			via: plan.via ?? 'live',
			priority: plan.priority ?? 0,
			budgetMicroUsd: plan.budgetMicroUsd ?? null,
			battles: battles.length,
			games,
			emptyAnswers: battles.filter((battle) => battle.games.length === 0).length,
		},
		{ benchmarkVersionId, battles },
	);
	if (games === 0) await finishRun(tx, id);
	return id;
}

/** Every battle of a submission with the identities of its games; an empty answer has none. */
export async function planBattles(
	tx: Database,
	plan: {
		readonly submissionId: string;
		readonly benchmarkVersionId: number;
		readonly judge: JudgeVersionRow;
		readonly replicate: number;
		readonly questions?: ReadonlySet<string> | undefined;
	},
): Promise<PlannedBattle[]> {
	const baselineId = await findBaseline(tx, plan.benchmarkVersionId);
	const baseline = await listResponses(tx, baselineId);
	const answers = await listResponses(tx, plan.submissionId);
	const all = await listQuestionOutlines(tx, plan.benchmarkVersionId);
	const questions = all.filter(({ key }) => plan.questions?.has(key) ?? true);
	const baselineOf = new Map(baseline.map((row) => [row.questionId, row.textHash]));
	const answerOf = new Map(answers.map((row) => [row.questionId, row]));
	return questions.map(({ id: questionId, position, contentHash }) => {
		const answer = answerOf.get(questionId);
		const baselineHash = baselineOf.get(questionId);
		if (!answer || !baselineHash) throw new Error(`question ${questionId} lacks an answer`);
		if (answer.isEmpty) return { questionId, position, games: [] };
		const games = GAME_ORDERS.map((order) => ({
			order,
			identity: judgmentIdentity({
				judgeHash: plan.judge.hash,
				questionHash: contentHash,
				baselineHash,
				responseHash: answer.textHash,
				order,
				replicate: plan.replicate,
			}),
		}));
		return { questionId, position, games };
	});
}
