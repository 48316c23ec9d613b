const KIB = 1024;
const MIB = 1024 * KIB;

/** Every limit of a file that people bring, in one place. `…Bytes` are bytes of UTF-8, `…Length` UTF-16 code units. */
export const LIMITS = {
	fileBytes: 100 * MIB,
	/** One line of a JSONL file, or one item of a JSON array. Above any answer's limit, so that a long answer is named. */
	recordBytes: 8 * MIB,
	records: 20_000,
	jsonDepth: 64,
	responseBytes: MIB,
	messageBytes: MIB,
	messages: 100,
	questionIdLength: 200,
	categoryLength: 200,
	languageLength: 80,
	languages: 50,
	modelLength: 200,
	finishReasonLength: 40,
	/** A table of results that others published. */
	publishedBytes: 4 * MIB,
	publishedRows: 10_000,
	publishedColumns: 200,
	/** Problems that are kept and shown; the rest are counted. */
	shownProblems: 200,
	/** Of each code. */
	shownWarnings: 20,
	shownIds: 20,
	shownValueLength: 80,
	/** The same answer to at least this many questions, and to at least this share of them, is suspicious. */
	identicalResponses: 5,
	identicalShare: 0.02,
	/** From here on answers that equal another submission's raise a flag. */
	copiedResponses: 5,
	copiedShare: 0.1,
} as const;

/** A byte limit in words: `1,048,576 bytes (1 MiB)`. */
export function describeBytes(bytes: number): string {
	const exact = `${groupDigits(bytes)} bytes`;
	if (bytes >= MIB) return `${exact} (${round(bytes / MIB)} MiB)`;
	if (bytes >= KIB) return `${exact} (${round(bytes / KIB)} KiB)`;
	return exact;
}

/** `20000` as `20,000`, the same in every locale. */
export function groupDigits(value: number): string {
	return String(value).replaceAll(/\B(?=(\d{3})+$)/g, ',');
}

function round(value: number): string {
	return String(Math.round(value * 10) / 10);
}
