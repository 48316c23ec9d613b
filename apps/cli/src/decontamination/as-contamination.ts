import { escapeText } from '@codejoust/arena/text/printable';
import type { NewContamination } from '@codejoust/contract/client';
import type { ScannedFile } from './scan-file.ts';

const LIMITS = { file: 255, span: 300 } as const;

/** What is stored of a file: counts, ids and the first words of each longest run, as they are safe to print. */
export function asContamination({
	file,
	bytes,
	overlap,
}: Extract<ScannedFile, { kind: 'compared' }>): NewContamination {
	const { lines, unread, matched, matched_lines, similarity } = overlap;
	return {
		file: escapeText(file).slice(0, LIMITS.file),
		bytes,
		lines,
		unread_lines: unread.reduce((sum, each) => sum + each.lines, 0),
		matched_lines,
		matches: matched.map(({ question_id, lines: own, words, share, examples: [first] }) => ({
			question_id,
			lines: own,
			words,
			share,
			line: first?.line ?? 0,
			span: escapeText(first?.span ?? '').slice(0, LIMITS.span),
		})),
		similarity: similarity && {
			least: similarity.least,
			curve: [...similarity.curve],
			nearest: similarity.nearest.map(({ question_id, similarity: value, line }) => ({
				question_id,
				similarity: value,
				line,
			})),
		},
	};
}
