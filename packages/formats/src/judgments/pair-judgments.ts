import { quoteValue } from '@codejoust/arena/text/printable';
import type { PairFormatName } from '../file-formats.ts';
import { nameOf, type Problems } from '../checks/problem.ts';
import { createProblemList } from '../checks/problem-list.ts';
import { isJudged } from '../pairs/labelled-pairs.ts';
import type { LabelledPair, PairOptions } from '../pairs/pair-format.ts';
import { createPairReader } from '../pairs/pair-reader.ts';
import { type Detected, describeDetected } from '../rows/detection.ts';
import type { JsonObject } from '../rows/json-row.ts';
import { readRowsOf } from '../rows/rows-of.ts';
import { JUDGMENT_FIELDS, type PairJudgment, readPairJudgment } from './judged-pair.ts';
import type { JudgmentFile } from './judgments.ts';

/** A labelled pair with what a judge said of it. */
export type JudgedPair = PairJudgment & {
	readonly pair: LabelledPair;
	/** `Row 3`, or `Row 3 of "b.jsonl"`. */
	readonly place: string;
};

export type PairJudgmentsRead = {
	readonly detected: Detected<PairFormatName>;
	/** In the order of the files, each pair once; only records without a problem. */
	readonly judged: readonly JudgedPair[];
	/** Any problem means that the files must be refused. */
	readonly problems: Problems;
	readonly notes: readonly string[];
	/** Records by file, in the order in which they were given. */
	readonly records: readonly number[];
};

const ALONE =
	'The records are labelled pairs without judgments (`judgments` or `games`): check a judge against them with "codejoust judge check FILE --judge NAME".';
const NO_PAIRS =
	'The records are no labelled pairs with judgments, as JudgeBench’s outputs are. Judgments of a benchmark are imported with --benchmark.';

/** Reads files of labelled pairs with the judgments of one judge, as JudgeBench’s outputs are, as one set. */
export function readPairJudgments(
	files: readonly JudgmentFile[],
	options: PairOptions = { category: 'all' },
): PairJudgmentsRead {
	const reader = createPairReader(options, [...JUDGMENT_FIELDS, 'response_model', 'source']);
	const problems = createProblemList();
	const judged: JudgedPair[] = [];
	const records = files.map(({ name, bytes }) => {
		let count = 0;
		for (const row of readRowsOf({ bytes, file: files.length > 1 ? name : undefined })) {
			if (row.kind === 'problem') {
				problems.add(row.problem);
				continue;
			}
			count += 1;
			const other = count === 1 ? nameOther(row.record) : undefined;
			if (other !== undefined) {
				const message = files.length > 1 ? `${quoteValue(name)}: ${other}` : other;
				problems.add({ reason: 'unknown-format', message });
				break;
			}
			const { record, ...place } = row;
			const pair = reader.read(record, place, { name, isOneOfSeveral: files.length > 1 });
			const said = readPairJudgment(record, place);
			for (const part of [pair, said])
				if (part.kind === 'refused') part.problems.forEach(problems.add);
			if (pair.kind === 'refused' || said.kind === 'refused') continue;
			for (const one of pair.value) judged.push({ pair: one, place: nameOf(place), ...said.value });
		}
		return count;
	});
	return {
		detected: describeDetected(reader.format()),
		judged,
		problems: problems.list(),
		notes: reader.notes(),
		records,
	};
}

function nameOther(record: JsonObject): string | undefined {
	if (!('label' in record)) return NO_PAIRS;
	return isJudged(record) ? undefined : ALONE;
}
