import { BOARD_FORMAT, boardCsv } from '../client/board-csv.ts';
import type { BoardExport } from '../schemas/export.ts';
import type { Leaderboard } from '../schemas/leaderboard.ts';
import type { BoardAnswer } from './board-answer.ts';

/** A board as a file; it changes when the board does. */
export function exportBoard(
	{ etag, body }: BoardAnswer,
	format: 'csv' | 'json',
): BoardAnswer & { readonly contentType: string } {
	// Written by this program in this shape, just now.
	const read = async () => JSON.parse(await body()) as Leaderboard;
	return {
		etag: `${etag}-${format}`,
		contentType: format === 'csv' ? 'text/csv; charset=utf-8; header=present' : 'application/json',
		body: async () =>
			format === 'csv' ? `${boardCsv(await read())}\r\n` : JSON.stringify(asExport(await read())),
	};
}

function asExport(board: Leaderboard): BoardExport {
	const { benchmark, judge, rule, slice, baseline, snapshot, updated_at, rows } = board;
	return {
		schema: BOARD_FORMAT,
		rehearsal: judge.is_rehearsal,
		benchmark,
		judge,
		rule,
		slice,
		baseline,
		snapshot,
		updated_at,
		rows,
	};
}
