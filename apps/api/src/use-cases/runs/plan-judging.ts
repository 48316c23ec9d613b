import type { RunEstimate } from '@codejoust/contract/schemas/run-plan';
import type { BenchmarkVersionRow } from '@codejoust/db/queries/benchmarks/benchmarks';
import type { Database } from '@codejoust/db/connect';
import { listResponses, type StoredResponse } from '@codejoust/db/queries/submissions/submissions';
import type { ApiDeps } from '../../deps.ts';
import type { RunVia } from '@codejoust/db/schema/runs';
import { chargeRun } from './charge-run.ts';
import { chooseJudge } from '../judges/choose-judge.ts';
import type { BattleQuestion } from './plan-battles.ts';
import { refuseRehearsalBatch } from './rehearsal-batch.ts';
import { planRun } from './plan-run.ts';
import type { PlannedRun } from './planned-run.ts';

/** The run of a submission that was just planned. */
export type PlannedJudging = {
	readonly run: PlannedRun;
	/** Absent where nobody's spend is limited: what the run will take was not needed yet. */
	readonly estimate: RunEstimate | undefined;
};

/**
 * Plans the judging of a submission whose answers are all stored: the one place where what it will take is known before
 * anything is asked, and so where it is taken out of the quotas.
 */
export async function planJudging(
	tx: Database,
	deps: Pick<ApiDeps, 'defaultJudge' | 'now' | 'termsOf'>,
	submission: {
		readonly id: string;
		readonly version: BenchmarkVersionRow;
		readonly questions: readonly BattleQuestion[];
		readonly responses: readonly StoredResponse[];
		readonly keyId: string;
		readonly via?: RunVia | undefined;
	},
): Promise<PlannedJudging> {
	const { id, version, questions, responses, keyId, via = 'live' } = submission;
	const judge = await chooseJudge(tx, deps, version);
	refuseRehearsalBatch(judge, via);
	const baseline = await listResponses(tx, version.baselineId);
	const run = await planRun(tx, {
		submission: { id, benchmarkVersionId: version.id },
		judge,
		via,
		input: { questions, baseline, responses },
	});
	return { run, estimate: await chargeRun(tx, deps, { keyId, submissions: 1, run }) };
}
