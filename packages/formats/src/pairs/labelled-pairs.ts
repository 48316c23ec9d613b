import { readRows } from '../rows/decode.ts';
import {
	type Detected,
	createUnknownRecords,
	describeDetected,
	detectFormat,
} from '../rows/detection.ts';
import { createDuplicateCheck } from '../checks/duplicate-check.ts';
import type { PairFormatName } from '../file-formats.ts';
import type { LabelledPair, PairFormat, PairOptions } from './pair-format.ts';
import { PAIR_FORMAT_READERS } from './pair-formats.ts';
import type { JsonObject } from '../rows/json-row.ts';
import type { Place, Problems } from '../checks/problem.ts';
import { type ProblemList, createProblemList } from '../checks/problem-list.ts';
import type { Reading } from '../rows/shape.ts';
import { describeUnused } from '../checks/unused-fields.ts';

export type PairsFile = {
	readonly detected: Detected<PairFormatName>;
	/** In file order, each id once; only records without a problem. */
	readonly pairs: readonly LabelledPair[];
	/** Any problem means that the file must be refused. */
	readonly problems: Problems;
	/** What was done with the file that its owner might not expect. */
	readonly notes: readonly string[];
};

/** Reads a file of labelled pairs (JSONL or JSON array) of any known format; its first known record decides which. */
export function readLabelledPairs(
	bytes: Uint8Array,
	options: PairOptions = { category: 'all' },
): PairsFile {
	const reader = createPairReader(options);
	const problems = createProblemList();
	const pairs: LabelledPair[] = [];
	for (const row of readRows(bytes)) {
		const reading = row.kind === 'record' ? reader.read(row.record, row) : undefined;
		if (reading?.kind === 'read') pairs.push(reading.value);
		else if (reading) reading.problems.forEach(problems.add);
		else if (row.kind === 'problem') problems.add(row.problem);
	}
	reader.finish(problems);
	return {
		detected: describeDetected(reader.format()),
		pairs,
		problems: problems.list(),
		notes: reader.notes(),
	};
}

/** Detects the format at the first record that has one; refuses an id that stands twice, or numbers it. */
function createPairReader(options: PairOptions) {
	const duplicates = createDuplicateCheck();
	const repetitions = new Map<string, number>();
	const unused = new Set<string>();
	const unknown = createUnknownRecords('pair');
	let format: PairFormat | undefined;
	let numbered = 0;

	function number(pair: LabelledPair): LabelledPair {
		const { pair_id: id } = pair;
		let times = (repetitions.get(id) ?? 0) + 1;
		if (times > 1) while (repetitions.has(`${id}#${times}`)) times += 1;
		repetitions.set(id, times);
		if (times === 1) return pair;
		numbered += 1;
		repetitions.set(`${id}#${times}`, 1);
		return { ...pair, pair_id: `${id}#${times}` };
	}

	function read(record: JsonObject, place: Place): Reading<LabelledPair> {
		format ??= detectFormat(PAIR_FORMAT_READERS, record);
		if (format === undefined) return { kind: 'refused', problems: [unknown.add(record, place)] };
		const { fields, key: field, hasRepeatedKeys } = format;
		for (const name of Object.keys(record)) if (!fields.includes(name)) unused.add(name);
		const reading = format.read(record, place, options);
		if (reading.kind === 'refused') return reading;
		if (hasRepeatedKeys) return { kind: 'read', value: number(reading.value) };
		const id = reading.value.pair_id;
		const duplicate = duplicates.check({ id, field, value: record[field] }, place);
		return duplicate === undefined ? reading : { kind: 'refused', problems: [duplicate] };
	}

	const notes = () => [
		...(numbered > 0
			? [`${numbered} pairs repeat a task: their ids are numbered, as in "HumanEval/1#2".`]
			: []),
		...describeUnused(unused),
	];
	const finish = (problems: ProblemList) => unknown.finish(problems, format);
	return { read, format: () => format, finish, notes };
}
