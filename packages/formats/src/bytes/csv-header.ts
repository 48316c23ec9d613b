/** How a table begins. */
export type CsvHeader = {
	/** What stands between its cells. */
	readonly delimiter: string;
	/** Lines before the one with the names of its columns: Excel's `sep=;`. */
	readonly skippedLines: 0 | 1;
};

const SEPARATOR_LINE = /^"?sep=([,;\t])"?\r?\n/i;
/** Names that people give to columns of questions, answers and judgments. */
const KNOWN =
	/^(?:id|question_id|custom_id|uid|pair_id|prompt|instruction|question|response|response_a|model_a|reference|answer|output|completion)$/i;
/** A name of a column; tables of spreadsheets end with empty ones. */
const NAME = /^[\p{L}\p{N}_ .()/#-]{0,60}$/u;

/**
 * Reads the start of a text that may be CSV, without a byte order mark; undefined where it has no line of column names, one of
 * which is `columns`', or one that people use.
 */
export function readCsvHeader(
	start: string,
	columns: readonly string[] = [],
): CsvHeader | undefined {
	const separator = SEPARATOR_LINE.exec(start);
	const [line = '', ...others] = start.slice(separator?.[0].length ?? 0).split('\n');
	const delimiter = separator?.[1] ?? mostFrequent(line);
	const cells = line.split(delimiter).map((cell) => cell.trim().replaceAll('"', ''));
	if (cells.length < 2) return undefined;
	const isNamed = columns.some((column) => cells.includes(column));
	const isUsual =
		others.length > 0 &&
		cells.every((cell) => NAME.test(cell)) &&
		cells.some((cell) => KNOWN.test(cell));
	return isNamed || isUsual ? { delimiter, skippedLines: separator ? 1 : 0 } : undefined;
}

/** Whether a start goes on behind the line that a header needs. */
export function isSeparatorLine(start: string): boolean {
	return SEPARATOR_LINE.test(start);
}

function mostFrequent(line: string): string {
	const count = (mark: string) => line.split(mark).length;
	return [',', ';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best));
}
