import { BOARD_CODE_VERSION } from '@codejoust/board/board-numbers';
import { markOutdatedBoards } from '@codejoust/db/queries/boards/boards';
import { appendAudit } from '@codejoust/db/queries/keys/audit';
import type { BoardRecomputation } from '@codejoust/contract/schemas/operation';
import type { Actor } from '../../actor.ts';
import { nameJudge } from '../../benchmark-name.ts';
import type { ApiDeps } from '../../deps.ts';

/**
 * Has every board computed again whose numbers come from an earlier version of the rules, and writes it into the audit log. The
 * old numbers keep their permalinks. The board keeper computes them one after the other; nothing is marked twice.
 */
export async function recomputeBoards(
	{ db }: Pick<ApiDeps, 'db'>,
	by: Actor,
): Promise<BoardRecomputation> {
	const marked = await markOutdatedBoards(db, BOARD_CODE_VERSION);
	const boards = marked.map(({ slug, version, codeVersion, judge }) => ({
		benchmark: `${slug}@${version}`,
		judge: nameJudge(judge),
		code_version: codeVersion,
	}));
	if (boards.length > 0) {
		const subject = `${boards.length} boards`;
		const detail = { code_version: BOARD_CODE_VERSION, boards };
		await appendAudit(db, { ...by, action: 'board.recompute', subject, detail });
	}
	return { code_version: BOARD_CODE_VERSION, boards };
}
