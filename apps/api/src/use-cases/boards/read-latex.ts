import type { ScoringRule } from '@codejoust/arena/rules/scoring-rule';
import type { StoredRow } from '@codejoust/board/board-numbers';
import { findEntrants } from '@codejoust/db/queries/boards/boards';
import { type BoardAnswer, hashState } from './board-answer.ts';
import type { BoardDeps } from './board-cache.ts';
import { findBoard } from './find-board.ts';
import { readRuleSlice } from './read-slice.ts';

type Query = { readonly judge?: string | undefined; readonly rule: ScoringRule };

/** A board as rows of a LaTeX table: categories in the order of their first question, as the original evaluator has them. */
export async function readLatex(
	deps: BoardDeps,
	benchmark: string,
	{ judge, rule }: Query,
): Promise<BoardAnswer> {
	const { loaded, board } = await findBoard(deps, benchmark, judge);
	const { snapshotId } = board;
	const key = `latex ${loaded.modelsRevision} ${loaded.version.id} ${snapshotId} ${rule}`;
	const write = async () => {
		const categories = [...new Set(loaded.questions.map(({ category }) => category))];
		const { latex } = deps.boards.write;
		if (snapshotId === null) return latex(categories, []);
		const rows = await readRuleSlice(deps, snapshotId, {}, rule);
		const byCategory: ReadonlyMap<string, StoredRow>[] = [];
		for (const category of categories) {
			const own = await readRuleSlice(deps, snapshotId, { category }, rule);
			byCategory.push(new Map(own.map((row) => [row.id, row])));
		}
		const models = await findEntrants(
			deps.db,
			rows.map(({ id }) => id),
		);
		return latex(
			categories,
			rows.flatMap((all) => {
				const model = models.get(all.id);
				if (!model) return [];
				return [{ model, categories: byCategory.map((cells) => cells.get(all.id)), all }];
			}),
		);
	};
	return { etag: hashState(key), body: () => deps.boards.comparisons.get(key, write) };
}
