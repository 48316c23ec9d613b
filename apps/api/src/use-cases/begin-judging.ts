import type { BenchmarkVersionRow } from '@codejoust/db/queries/benchmarks';
import type { Database } from '@codejoust/db/connect';
import type { ApiDeps } from '../deps.ts';
import { chargeRun } from './charge-run.ts';
import { findJudgeFor } from './judge-for.ts';
import { planRun } from './plan-run.ts';

/**
 * Plans the judging of a submission whose answers are all stored: the one place where what it will take is known before
 * anything is asked, and so where it is taken out of the quotas. Returns the run's id.
 */
export async function beginJudging(
	tx: Database,
	deps: Pick<ApiDeps, 'defaultJudge' | 'now' | 'maxInFlight' | 'batchPriceFactor'>,
	{
		id,
		version,
		keyId,
	}: { readonly id: string; readonly version: BenchmarkVersionRow; readonly keyId: string },
): Promise<string> {
	const judge = await findJudgeFor(tx, deps, version);
	const runId = await planRun(tx, { submissionId: id, benchmarkVersionId: version.id, judge });
	await chargeRun(tx, deps, { keyId, submissions: 1, runId });
	return runId;
}
