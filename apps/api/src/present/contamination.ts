import type { Contamination } from '@codejoust/contract/schemas/contamination';
import type { ContaminationRow } from '@codejoust/db/queries/benchmarks/contaminations';

/** Questions that are shown of a file. */
const SHOWN = 50;

/** What was found in a file; of a private benchmark without the shared words, which are its questions'. */
export function presentContamination(row: ContaminationRow, isPrivate: boolean): Contamination {
	const { similarity } = row;
	return {
		file: row.file,
		bytes: row.bytes,
		sha256: row.sha256,
		stored_at: row.storedAt.toISOString(),
		lines: row.lines,
		unread_lines: row.unreadLines,
		matched_lines: row.matchedLines,
		matched_questions: row.matches.length,
		matches: row.matches
			.slice(0, SHOWN)
			.map((match) => ({ ...match, span: isPrivate ? null : match.span })),
		similarity: similarity && {
			least: similarity.least,
			similar_questions: similarity.nearest.length,
			curve: [...similarity.curve],
			nearest: similarity.nearest.slice(0, SHOWN),
		},
	};
}
