import { quoteValue } from '@codejoust/arena/text/printable';
import { createDuplicateCheck } from '../checks/duplicate-check.ts';
import type { Place, Problem } from '../checks/problem.ts';
import type { ProblemList } from '../checks/problem-list.ts';
import { describeUnused } from '../checks/unused-fields.ts';
import { createUnknownRecords, detectFormat } from '../rows/detection.ts';
import type { JsonObject } from '../rows/json-row.ts';
import type { Reading } from '../rows/shape.ts';
import { createLeftOut } from './left-out.ts';
import type { LabelledPair, PairFormat, PairOptions } from './pair-format.ts';
import { PAIR_FORMAT_READERS } from './pair-formats.ts';

/** What is known of the file that a record is of. */
export type FileOfPairs = {
	/** Absent where nobody has named it. */
	readonly name?: string | undefined;
	/** Of records that name none; before what the name of the file says. */
	readonly category?: string | undefined;
	/** One of several, so that what it is about has to be known of each. */
	readonly isOneOfSeveral?: boolean;
};

export type PairReader = {
	readonly read: (
		record: JsonObject,
		place: Place,
		file: FileOfPairs,
	) => Reading<readonly LabelledPair[]>;
	/** Absent where no record is of a known format. */
	readonly format: () => PairFormat | undefined;
	/** Call it at the end: a file of something else is one problem. */
	readonly finish: (problems: ProblemList) => void;
	readonly notes: () => readonly string[];
};

/**
 * Detects the format at the first record that has one; refuses an id that stands twice, or numbers it. `known` are fields that
 * somebody else reads.
 */
export function createPairReader(options: PairOptions, known: readonly string[] = []): PairReader {
	const duplicates = createDuplicateCheck();
	const numbers = createNumbers();
	const unused = new Set<string>();
	const leftOut = createLeftOut();
	const categories = createCategories(options);
	const unknown = createUnknownRecords('pair');
	let format: PairFormat | undefined;

	function accept(pairs: readonly LabelledPair[], place: Place, record: JsonObject) {
		const { key: field = '', hasRepeatedKeys = true } = format ?? {};
		if (hasRepeatedKeys) return { pairs: pairs.map(numbers.number), problems: [] };
		const problems = pairs.flatMap(
			({ pair_id: id }) => duplicates.check({ id, field, value: record[field] }, place) ?? [],
		);
		return { pairs, problems };
	}

	function read(
		record: JsonObject,
		place: Place,
		file: FileOfPairs,
	): Reading<readonly LabelledPair[]> {
		format ??= detectFormat(PAIR_FORMAT_READERS, record);
		if (format === undefined) return { kind: 'refused', problems: [unknown.add(record, place)] };
		for (const name of Object.keys(record))
			if (!format.fields.includes(name) && !known.includes(name)) unused.add(name);
		const found = categories.find(format, record, file);
		const reading = format.read(record, place, found);
		const own = found.problem === undefined ? [] : [found.problem];
		if (reading.kind === 'refused')
			return { kind: 'refused', problems: [...own, ...reading.problems] };
		leftOut.add(reading.value.left);
		const { pairs, problems } = accept(reading.value.pairs, place, record);
		const all = [...own, ...problems];
		return all.length > 0 ? { kind: 'refused', problems: all } : { kind: 'read', value: pairs };
	}

	const notes = () => [
		...categories.notes(),
		...numbers.notes(),
		...leftOut.notes(),
		...describeUnused(unused),
	];
	const finish = (problems: ProblemList) => unknown.finish(problems, format);
	return { read, format: () => format, finish, notes };
}

/** Tells pairs of one id apart: the second one of `x` is `x#2`. */
function createNumbers() {
	const repetitions = new Map<string, number>();
	let numbered = 0;
	return {
		number(pair: LabelledPair): LabelledPair {
			const { pair_id: id } = pair;
			let times = (repetitions.get(id) ?? 0) + 1;
			if (times > 1) while (repetitions.has(`${id}#${times}`)) times += 1;
			repetitions.set(id, times);
			if (times === 1) return pair;
			numbered += 1;
			repetitions.set(`${id}#${times}`, 1);
			return { ...pair, pair_id: `${id}#${times}` };
		},
		notes: () =>
			numbered > 0
				? [`${numbered} pairs repeat a task: their ids are numbered, as in "HumanEval/1#2".`]
				: [],
	};
}

/** What records without a category are about: what is said of their file, or its name, or else of all files. */
function createCategories(options: PairOptions) {
	const read = new Map<string, string>();
	const refused = new Set<FileOfPairs>();
	return {
		find(
			{ categoryOf }: PairFormat,
			record: JsonObject,
			file: FileOfPairs,
		): PairOptions & { readonly problem?: Problem } {
			if (file.category !== undefined) return { category: file.category };
			if (categoryOf === undefined || 'objective' in record) return options;
			const category = file.name === undefined ? undefined : categoryOf(file.name);
			if (category !== undefined) {
				read.set(file.name ?? '', category);
				return { category };
			}
			if (!file.isOneOfSeveral || refused.has(file)) return options;
			refused.add(file);
			return { ...options, problem: withoutObjective(file) };
		},
		notes: () =>
			[...read].map(([name, category]) => `${quoteValue(name)}: the category is ${category}.`),
	};
}

function withoutObjective({ name = '' }: FileOfPairs): Problem {
	const message = `${quoteValue(name)}: neither its records nor its name say the objective (correctness, efficiency, security or human-preference). Name its category.`;
	return { field: 'category', reason: 'missing-field', message };
}
