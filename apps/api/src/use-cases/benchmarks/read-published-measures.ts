import { ORIGIN_FIELDS } from '@codejoust/arena/rules/published-results';
import type { FilterChoices } from '@codejoust/contract/schemas/benchmark';
import type { newPublishedResults } from '@codejoust/contract/schemas/published-results';
import type { Problem, Problems } from '@codejoust/formats/checks/problem';
import {
	type PublishedFile,
	readPublishedResults,
} from '@codejoust/formats/published/published-results';
import type { KnownGroups } from '@codejoust/formats/published/question-groups';
import type { z } from '@hono/zod-openapi';
import { refuseProblems } from '../../refuse-problems.ts';

type Table = {
	readonly metadata: z.output<typeof newPublishedResults>;
	readonly choices: FilterChoices;
	readonly file: Uint8Array;
};

export type ReadMeasure = {
	/** Undefined: rates on the questions of the benchmark. */
	readonly measure: string | undefined;
	readonly file: PublishedFile;
};

/** Reads a table once for each of its measures. What is wrong with any of them is refused together. */
export function readPublishedMeasures({ metadata, file, choices }: Table): readonly ReadMeasure[] {
	const { measure, measures, unit, fields = {}, only = {}, wide, slices } = metadata;
	const told = new Set(ORIGIN_FIELDS.filter((field) => metadata[field] !== undefined));
	const reading = { unit, only, groups: listGroups(choices), wide, slices, told };
	const read = measures
		? Object.entries(measures).map(([name, value]) => ({
				measure: name,
				file: readPublishedResults(file, {
					...reading,
					of: 'measure',
					fields: { ...fields, value },
				}),
			}))
		: [
				{
					measure,
					file: readPublishedResults(file, {
						...reading,
						of: measure === undefined ? 'benchmark' : 'measure',
						fields,
					}),
				},
			];
	refuseProblems('results', joinProblems(read));
	return read;
}

function listGroups({ categories, languages, difficulties }: FilterChoices): KnownGroups {
	const names = (list: readonly { readonly name: string }[]) =>
		new Set(list.map(({ name }) => name));
	return {
		category: names(categories),
		subcategory: names(categories.flatMap(({ subcategories }) => subcategories)),
		language: names(languages),
		difficulty: names(difficulties),
	};
}

/** What is wrong with the file itself, and so with each measure, stands once. */
function joinProblems(read: readonly ReadMeasure[]): Problems {
	const shown = new Map<string, Problem>();
	let total = 0;
	for (const { measure, file } of read) {
		total += file.problems.total;
		for (const problem of file.problems.shown) {
			const { message } = problem;
			if (shown.has(message)) total -= problem.times ?? 1;
			const named = read.length > 1 && problem.reason === 'empty-file';
			shown.set(message, named ? { ...problem, message: `${measure ?? ''}: ${message}` } : problem);
		}
	}
	return { shown: [...shown.values()], total };
}
