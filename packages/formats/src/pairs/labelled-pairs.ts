import type { PairFormatName } from '../file-formats.ts';
import type { Problems } from '../checks/problem.ts';
import { createProblemList } from '../checks/problem-list.ts';
import { type Detected, describeDetected } from '../rows/detection.ts';
import { readRowsOf } from '../rows/rows-of.ts';
import type { LabelledPair, PairOptions } from './pair-format.ts';
import { createPairReader } from './pair-reader.ts';

/** A file of labelled pairs. Of several files each needs a name, by which problems say where they are. */
export type PairFile = {
	readonly bytes: Uint8Array;
	readonly name?: string | undefined;
	/** Of its records that name none. */
	readonly category?: string | undefined;
};

export type PairsFile = {
	readonly detected: Detected<PairFormatName>;
	/** In the order of the files, each id once; only records without a problem. */
	readonly pairs: readonly LabelledPair[];
	/** Any problem means that the files must be refused. */
	readonly problems: Problems;
	/** What was done with the files that their owner might not expect. */
	readonly notes: readonly string[];
};

/**
 * Reads files of labelled pairs (JSONL or JSON array) of any known format as one set; their first known record decides which
 * format that is.
 */
export function readLabelledPairs(
	files: readonly PairFile[],
	options: PairOptions = { category: 'all' },
): PairsFile {
	const reader = createPairReader(options);
	const problems = createProblemList();
	const pairs: LabelledPair[] = [];
	let hasJudgments = false;
	for (const { bytes, ...known } of files) {
		const file = { ...known, isOneOfSeveral: files.length > 1 };
		for (const row of readRowsOf({ bytes, file: files.length > 1 ? file.name : undefined })) {
			if (row.kind === 'problem') {
				problems.add(row.problem);
				continue;
			}
			hasJudgments ||= isJudged(row.record);
			const reading = reader.read(row.record, row, file);
			if (reading.kind === 'read') pairs.push(...reading.value);
			else reading.problems.forEach(problems.add);
		}
	}
	reader.finish(problems);
	return {
		detected: describeDetected(reader.format()),
		pairs,
		problems: problems.list(),
		notes: [...reader.notes(), ...(hasJudgments ? [JUDGED] : [])],
	};
}

const JUDGED =
	'The file has the judgments of a judge too, which are not read here: "codejoust import judgments FILE --set NAME" imports them.';

/** Whether a record has what a judge said of the pair, as JudgeBench's outputs have it. */
export function isJudged(record: Readonly<Record<string, unknown>>): boolean {
	return Array.isArray(record['judgments']) || Array.isArray(record['games']);
}
