import {
	measureJury,
	type UnaskedBattle,
	type VotedBattle,
} from '@codejoust/arena/judge-quality/jury-quality';
import type { Database } from '@codejoust/db/connect';
import { findEntrants, listBoardRuns } from '@codejoust/db/queries/boards/boards';
import { listVotedBattles } from '@codejoust/db/queries/boards/votes';
import { findJudgeVersionByHash, type JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import { juryDefinitionSchema } from '@codejoust/judge/protocol/definition';
import { nameMember } from '@codejoust/judge/protocol/jury';
import { nameJudge } from '../../benchmark-name.ts';
import type { FoundJury } from '../../present/jury.ts';
import { Refusal } from '../../refusal.ts';
import { isJury } from '../../has-members.ts';
import { type BoardAnswer, hashState } from './board-answer.ts';
import type { BoardDeps, LoadedBenchmark } from './board-cache.ts';
import { findBoard } from './find-board.ts';

/**
 * What the votes on a jury's board say of the jury, a `JuryQuality`: the live board's, or that of the named judge version.
 * Computed once for a snapshot.
 */
export async function readJury(
	deps: BoardDeps,
	benchmark: string,
	judgeName: string | undefined,
): Promise<BoardAnswer> {
	const { db } = deps;
	const { loaded, board } = await findBoard(deps, benchmark, judgeName);
	const judge = await findJudgeVersionByHash(db, board.judge.hash);
	if (!judge) throw new Error(`judge ${board.judge.hash} vanished`);
	if (!isJury(judge))
		throw new Refusal(
			'not-found',
			`The judge ${nameJudge(judge)} is no jury: its board has no votes of several judges.`,
		);
	const key = ['jury', loaded.modelsRevision, loaded.version.id, judge.hash, board.snapshotId].join(
		' ',
	);
	const write = async () => deps.boards.write.jury(await measure(db, loaded, judge));
	return { etag: hashState([key]), body: () => deps.boards.comparisons.get(key, write) };
}

async function measure(
	db: Database,
	loaded: LoadedBenchmark,
	judge: JudgeVersionRow,
): Promise<FoundJury> {
	const {
		mode = 'panel',
		rule,
		quorum,
		...definition
	} = juryDefinitionSchema.parse(judge.definition);
	const members = await findMembers(
		db,
		definition.members.map(({ hash }) => hash),
	);
	const { voted, unasked } = await readVotes(db, {
		benchmarkVersionId: loaded.version.id,
		judgeVersionId: judge.id,
	});
	const quality = measureJury(voted, unasked, {
		seed: loaded.version.contentHash,
		members: members.map(nameMember),
		rule,
		// Each battle has the vote of one member, and the quorum is of those that take turns.
		quorum: mode === 'cyclic' ? 1 : quorum,
	});
	const ids = quality.rows.map(({ entrantId }) => entrantId);
	const models = await findEntrants(db, ids);
	return { version: loaded.version, judge, mode, rule, quorum, members, quality, models };
}

/** By their names. */
async function findMembers(
	db: Database,
	hashes: readonly string[],
): Promise<readonly JudgeVersionRow[]> {
	const rows: JudgeVersionRow[] = [];
	for (const hash of hashes) {
		const row = await findJudgeVersionByHash(db, hash);
		if (!row) throw new Error(`the member ${hash} of a jury vanished`);
		rows.push(row);
	}
	return rows.toSorted((a, b) => (nameJudge(a) < nameJudge(b) ? -1 : 1));
}

async function readVotes(
	db: Database,
	key: { readonly benchmarkVersionId: number; readonly judgeVersionId: number },
): Promise<{
	readonly voted: readonly VotedBattle[];
	readonly unasked: readonly UnaskedBattle[];
}> {
	const runs = await listBoardRuns(db, key);
	const rows = await listVotedBattles(
		db,
		runs.map(({ runId }) => runId),
	);
	const decided = rows.flatMap(({ id, submissionId, questionKey, outcome, numbers }) =>
		outcome === null || outcome === 'unscored'
			? []
			: [
					{
						id: String(id),
						entrantId: submissionId,
						questionId: questionKey,
						outcome,
						votes: numbers?.votes,
					},
				],
	);
	return {
		voted: decided.flatMap(({ votes, ...battle }) => (votes ? [{ ...battle, votes }] : [])),
		unasked: decided.filter(({ votes }) => votes === undefined),
	};
}
