import { boardCsv } from '@codejoust/contract/board-csv';
import { BOARD_FORMAT } from '@codejoust/contract/schemas/board-format';
import type { BoardExport } from '@codejoust/contract/schemas/export';
import type { Leaderboard } from '@codejoust/contract/schemas/leaderboard';

/** A board as a file: its text. */
export function writeBoardExport(board: Leaderboard, format: 'csv' | 'json'): string {
	return format === 'csv' ? `${boardCsv(board)}\r\n` : JSON.stringify(asExport(board));
}

function asExport(board: Leaderboard): BoardExport {
	const {
		benchmark,
		judge,
		rule,
		rule_note,
		slice,
		baseline,
		snapshot,
		updated_at,
		summary,
		pairs,
		rows,
	} = board;
	return {
		schema: BOARD_FORMAT,
		rehearsal: judge.is_rehearsal,
		benchmark,
		judge,
		rule,
		rule_note,
		slice,
		baseline,
		snapshot,
		updated_at,
		summary,
		pairs,
		rows,
	};
}
