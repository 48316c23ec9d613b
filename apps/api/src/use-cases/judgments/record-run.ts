import type { GameOrder } from '@codejoust/arena/rules/game';
import type { Judgment } from '@codejoust/arena/rules/judgment';
import { writeReading } from '@codejoust/arena/rules/reading';
import type { Database } from '@codejoust/db/connect';
import { ensureBoard } from '@codejoust/db/queries/boards/boards';
import { insertJudgeCheck } from '@codejoust/db/queries/judge-checks/judge-checks';
import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import {
	type RecordedRow,
	recordJudgments,
} from '@codejoust/db/queries/judgments/record-judgments';
import { listOpenBattles } from '@codejoust/db/queries/runs/runs';
import { countUnasked, insertRun, type PlannedBattle } from '@codejoust/db/queries/runs/insert-run';
import { finishRun, settleBattles } from '@codejoust/db/queries/runs/settle-battles';
import { listResponses } from '@codejoust/db/queries/submissions/submissions';
import { storeReplies } from '@codejoust/db/queries/texts/texts';
import type { RecordedGame } from '@codejoust/formats/judgments/recorded-judgment';
import { contentHash } from '@codejoust/judge/identity/identity';
import { planOf } from '@codejoust/judge/protocol/kinds';
import type { RecordedDefinition } from '@codejoust/judge/protocol/recorded';
import { newId } from '../../new-id.ts';
import type { AskedBenchmark } from '../benchmarks/asked-benchmark.ts';
import { listIdentities, planBattles } from '../runs/plan-battles.ts';
import type { RunFigures } from './run-figures.ts';
import { countGames } from './run-figures.ts';
import { type ReadGame, readRecordedGame } from './read-game.ts';

export type RecordedRun = {
	readonly judge: Pick<JudgeVersionRow, 'id' | 'hash' | 'definition'>;
	readonly definition: RecordedDefinition;
	readonly submissionId: string;
	/** By the question's key. */
	readonly games: ReadonlyMap<string, ReadonlyMap<GameOrder, RecordedGame>>;
	/** Of a set of labelled pairs, which has no board. */
	readonly check?: Omit<Parameters<typeof insertJudgeCheck>[1], 'runId'>;
};

/** Stores a run that somebody else has judged: its battles, judgments with their words, and outcomes. Nothing is asked. */
export async function recordRun(
	tx: Database,
	{ version, questions }: AskedBenchmark,
	run: RecordedRun,
): Promise<RunFigures> {
	const { judge, definition, submissionId } = run;
	const benchmarkVersionId = version.id;
	const responses = await listResponses(tx, submissionId);
	const baseline = await listResponses(tx, version.baselineId);
	const answered = new Set(responses.map(({ key }) => key));
	const battles = planBattles(
		{ questions, baseline, responses },
		{ judge, replicate: 0, questions: answered },
	);
	const keyOf = new Map(questions.map(({ id, key }) => [id, key]));
	const read = battles.map((battle) => {
		const games = run.games.get(keyOf.get(battle.questionId) ?? '');
		return battle.games.map(({ order, identity }) => ({
			order,
			identity,
			...readRecordedGame(games?.get(order as GameOrder), definition),
		}));
	});
	const runId = newId('run');
	if (!run.check)
		await ensureBoard(tx, { benchmarkVersionId, judgeVersionId: judge.id }, { mayBeLive: false });
	await insertRun(
		tx,
		{
			id: runId,
			submissionId,
			judgeVersionId: judge.id,
			battles: battles.length,
			games: listIdentities(battles).length,
			costMicroUsd: 0,
			...countUnasked(battles),
		},
		{ benchmarkVersionId, battles },
	);
	// First, so that the end of the run finds the check that it is of.
	if (run.check) await insertJudgeCheck(tx, { ...run.check, runId });
	await storeJudgments(tx, judge.id, read.flat());
	await settle(tx, runId, { battles, read, definition });
	return countGames(battles, read.flat());
}

type IdentifiedGame = ReadGame & { readonly order: string; readonly identity: string };

async function storeJudgments(
	tx: Database,
	judgeVersionId: number,
	games: readonly IdentifiedGame[],
): Promise<void> {
	const words = games.flatMap(({ words: body }) =>
		body === undefined ? [] : [{ hash: contentHash(body), body }],
	);
	await storeReplies(tx, words);
	await recordJudgments(tx, judgeVersionId, games.map(asRow));
}

function asRow({ identity, judgment, words }: IdentifiedGame): RecordedRow {
	const isScored = judgment.kind === 'scored';
	return {
		identity,
		verdict: isScored ? writeReading(judgment) : null,
		preference: isScored ? (judgment.preference ?? null) : null,
		unscoredReason: isScored ? null : judgment.reason,
		textHash: words === undefined ? null : contentHash(words),
	};
}

async function settle(
	tx: Database,
	runId: string,
	{
		battles,
		read,
		definition,
	}: {
		readonly battles: readonly PlannedBattle[];
		readonly read: readonly (readonly IdentifiedGame[])[];
		readonly definition: RecordedDefinition;
	},
): Promise<void> {
	const { decide } = planOf(definition);
	const gamesAt = new Map(battles.map(({ position }, at) => [position, read[at] ?? []]));
	const open = await listOpenBattles(tx, runId);
	const settled = open.map(({ id, position }) => {
		const games = gamesAt.get(position) ?? [];
		const judgments = games.map(({ order, judgment }): [string, Judgment] => [order, judgment]);
		const result = decide(new Map(judgments));
		if (!result) throw new Error(`battle ${id} lacks a recorded game`);
		const gamesUnscored = games.filter(({ judgment }) => judgment.kind === 'unscored').length;
		const gamesScored = games.length - gamesUnscored;
		return { id, runId, result, gamesScored, gamesUnscored, costMicroUsd: 0 };
	});
	if (settled.length === 0) await finishRun(tx, runId);
	else await settleBattles(tx, settled);
}
