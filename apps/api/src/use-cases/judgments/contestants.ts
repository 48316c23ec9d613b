import { quoteValue } from '@codejoust/arena/text/printable';
import type { ProblemList } from '@codejoust/formats/checks/problem-list';
import { slugOf } from '../../slug-of.ts';
import type { OrientedJudgment } from './orient-judgments.ts';

/** What a file has of one model's answers: all of them, none, or none but their lengths. */
export type GivenAnswers = 'texts' | 'lengths' | 'none';

/** A model with all that was imported of it, under whichever judges. */
export type Contestant = {
	readonly slug: string;
	/** As the file writes it. */
	readonly name: string;
	readonly given: GivenAnswers;
	/** By question: one of the rows that name it. */
	readonly answers: ReadonlyMap<string, Pick<OrientedJudgment, 'answer' | 'characters'>>;
};

/** The models of a file, by slug. A model whose rows say different things of its answers is a problem. */
export function listContestants(
	rows: readonly OrientedJudgment[],
	problems: ProblemList,
): readonly Contestant[] {
	const bySlug = Map.groupBy(rows, ({ model }) => slugOf(model));
	return [...bySlug]
		.sort(([a], [b]) => (a < b ? -1 : 1))
		.map(([slug, own]) => gather(slug, own, problems));
}

function gather(
	slug: string,
	rows: readonly OrientedJudgment[],
	problems: ProblemList,
): Contestant {
	const answers = new Map<string, OrientedJudgment>();
	const name = rows[0]?.model ?? slug;
	const hasTexts = rows.some(({ answer }) => answer !== undefined);
	for (const row of rows) {
		const says = findFault(row, { name, slug, hasTexts, earlier: answers.get(row.question) });
		if (says === undefined) answers.set(row.question, row);
		else
			problems.add({
				line: row.line,
				field: says.field,
				reason: 'wrong-value',
				message: `${row.place}: ${says.words}`,
			});
	}
	const isMeasured = rows.every(({ characters }) => characters !== undefined);
	return { slug, name, answers, given: hasTexts ? 'texts' : isMeasured ? 'lengths' : 'none' };
}

function findFault(
	row: OrientedJudgment,
	{
		name,
		slug,
		hasTexts,
		earlier,
	}: {
		readonly name: string;
		readonly slug: string;
		readonly hasTexts: boolean;
		readonly earlier: OrientedJudgment | undefined;
	},
): { readonly field: string; readonly words: string } | undefined {
	if (row.model !== name)
		return {
			field: 'model',
			words: `the models ${quoteValue(name)} and ${quoteValue(row.model)} would both have the short name ${slug}.`,
		};
	if (hasTexts && row.answer === undefined)
		return {
			field: 'answer',
			words: `it has no answer of ${quoteValue(name)}, and other records of this model have one.`,
		};
	if (earlier && earlier.answer !== row.answer)
		return {
			field: 'answer',
			words: `its answer of ${quoteValue(name)} is another one than in ${earlier.place}.`,
		};
	return undefined;
}
