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
import { askSecond } from '../use-cases/runs/ask-second.ts';
import { asSettledBattle, costOf, type PlayedGame } from './as-settled-battle.ts';
import { asJudgment } from '../stored-judgment.ts';

/** Battles whose texts and judgments are in memory at once. */
const BATTLES_AT_ONCE = 200;

/** What came of looking at runs whose members are asked. */
export type SettledRuns = {
	readonly finished: readonly string[];
	/** Runs of the second judges of cascades that have battles to ask. */
	readonly opened: readonly string[];
};
const NOTHING: SettledRuns = { finished: [], opened: [] };

/**
 * Settles the battles of a jury's or cascade's run that its members have settled: nothing is asked, and what was settled before
 * stays, so that it may be called at any time and by any process. What the first judge of a cascade was not sure of is given to
 * the second one.
 */
export async function settleJury(db: Database, runId: string): Promise<SettledRuns> {
	const found = await findRun(db, runId);
	if (!found || found.run.held !== null || found.run.finishedAt !== null) return NOTHING;
	const judge = await findJudgeVersionById(db, found.run.judgeVersionId);
	if (!judge) throw new Error(`run ${runId} lost its judge`);
	await noteJuryBegun(db, runId);
	const definition = readDefinition(judge.definition);
	const { decide } = planOf(definition);
	const ready = await listReadyBattles(db, runId);
	const finished: string[] = [];
	const undecided: number[] = [];
	for (let at = 0; at < ready.length; at += BATTLES_AT_ONCE) {
		const battles = await loadOpenBattles(db, ready.slice(at, at + BATTLES_AT_ONCE));
		const settled = battles.map((battle) => settle(battle, decide) ?? battle.id);
		undecided.push(...settled.filter((one) => typeof one === 'number'));
		finished.push(
			...(await settleBattles(
				db,
				settled.filter((one) => typeof one !== 'number'),
			)),
		);
	}
	if (definition.kind !== 'cascade') return { finished, opened: [] };
	const opened = await askSecond(db, { runId, definition, battleIds: undecided });
	return { finished, opened: opened === undefined ? [] : [opened] };
}

/** Looks again at the juries and cascades that wait for one of these runs, which have ended. */
export async function settleJuriesOf(
	db: Database,
	memberRunIds: readonly string[],
): Promise<SettledRuns> {
	const all: SettledRuns[] = [];
	for (const runId of await listWaitingJuryRuns(db, memberRunIds))
		all.push(await settleJury(db, runId));
	return {
		finished: all.flatMap(({ finished }) => finished),
		opened: all.flatMap(({ opened }) => opened),
	};
}

/** Undefined where the judgments that are there decide nothing: another judge is to be asked. */
function settle(battle: OpenBattle, decide: Decide): SettledBattle | undefined {
	const played: (PlayedGame & { readonly order: string })[] = battle.games.flatMap(
		({ order, judgments }) => {
			const [newest] = judgments;
			return newest
				? [{ order, judgment: asJudgment(newest), costMicroUsd: costOf(judgments) }]
				: [];
		},
	);
	const result = decide(new Map(played.map(({ order, judgment }) => [order, judgment])));
	return result && asSettledBattle(battle, played, () => result);
}
