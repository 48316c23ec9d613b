import { findableWithoutBoard } from '@codejoust/arena/ranks/power';
import { listBoards } from '@codejoust/db/queries/boards/boards';
import type { FoundFindable } from '../../present/findable.ts';
import { Refusal } from '../../refusal.ts';
import type { BoardDeps } from './board-cache.ts';
import { readRules } from './read-slice.ts';

/**
 * The findable difference, from the board of a benchmark version under a judge version, as its page shows it. Undefined without questions, and while a
 * board of earlier rules still has to be computed and there is no time for it.
 */
export async function findFindable(
	deps: BoardDeps,
	scope: {
		readonly version: { readonly id: number; readonly questions: number };
		readonly judgeVersionId: number;
	},
): Promise<FoundFindable | undefined> {
	const { id, questions } = scope.version;
	const boards = await listBoards(deps.db, id);
	const board = boards.find(({ judgeVersionId }) => judgeVersionId === scope.judgeVersionId);
	const snapshotId = board?.snapshotId ?? null;
	const found = snapshotId === null ? {} : await readRulesInTime(deps, snapshotId);
	if (!found) return undefined;
	if (found.findable !== undefined)
		return { questions, difference: found.findable, isFromBoard: true };
	const difference = findableWithoutBoard(questions);
	return difference === undefined ? undefined : { questions, difference, isFromBoard: false };
}

async function readRulesInTime(
	deps: BoardDeps,
	snapshotId: string,
): Promise<{ readonly findable?: number } | undefined> {
	try {
		return await readRules(deps, snapshotId, {});
	} catch (error) {
		if (error instanceof Refusal && error.code === 'not-ready') return undefined;
		throw error;
	}
}
