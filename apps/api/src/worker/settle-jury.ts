import type { Database } from '@codejoust/db/connect';
import {
	listReadyBattles,
	listWaitingJuryRuns,
	noteJuryBegun,
} from '@codejoust/db/queries/runs/jury-runs';
import { findJudgeVersionById } from '@codejoust/db/queries/judges/judges';
import { loadOpenBattles, type OpenBattle } from '@codejoust/db/queries/runs/open-battles';
import { findRun } from '@codejoust/db/queries/runs/runs';
import { type SettledBattle, settleBattles } from '@codejoust/db/queries/runs/settle-battles';
import { readDefinition } from '@codejoust/judge/protocol/definition';
import { planOf } from '@codejoust/judge/protocol/kinds';
import type { Decide } from '@codejoust/judge/protocol/protocol';
import { asSettledBattle, costOf } from './as-settled-battle.ts';
import { asJudgment } from '../stored-judgment.ts';

/** Battles whose texts and judgments are in memory at once. */
const BATTLES_AT_ONCE = 200;

/**
 * Settles the battles of a jury's run that all its members have settled: nothing is asked, and what was settled before stays,
 * so that it may be called at any time and by any process. Returns the runs that ended.
 */
export async function settleJury(db: Database, runId: string): Promise<readonly string[]> {
	const found = await findRun(db, runId);
	if (!found || found.run.held !== null || found.run.finishedAt !== null) return [];
	const judge = await findJudgeVersionById(db, found.run.judgeVersionId);
	if (!judge) throw new Error(`run ${runId} lost its judge`);
	await noteJuryBegun(db, runId);
	const { decide } = planOf(readDefinition(judge.definition));
	const ready = await listReadyBattles(db, runId);
	const finished: string[] = [];
	for (let at = 0; at < ready.length; at += BATTLES_AT_ONCE) {
		const battles = await loadOpenBattles(db, ready.slice(at, at + BATTLES_AT_ONCE));
		const settled = battles.map((battle) => settle(battle, decide));
		finished.push(...(await settleBattles(db, settled)));
	}
	return finished;
}

/** Looks again at the juries that wait for one of these runs, which have ended. Returns the juries' runs that ended with them. */
export async function settleJuriesOf(
	db: Database,
	memberRunIds: readonly string[],
): Promise<readonly string[]> {
	const finished: string[] = [];
	for (const runId of await listWaitingJuryRuns(db, memberRunIds))
		finished.push(...(await settleJury(db, runId)));
	return finished;
}

function settle(battle: OpenBattle, decide: Decide): SettledBattle {
	const played = battle.games.flatMap(({ judgments }) => {
		const [newest] = judgments;
		return newest ? [{ judgment: asJudgment(newest), costMicroUsd: costOf(judgments) }] : [];
	});
	return asSettledBattle(battle, played, decide);
}
