import type { SeparatedQuestion as FoundQuestion } from '@codejoust/arena/board/question-separation';
import type { Histogram } from '@codejoust/arena/maths/histogram';
import type { BoardQuestion } from '@codejoust/arena/outcomes/board-input';
import {
	countDuplicated,
	listDuplicates,
	NEAR_DUPLICATE,
} from '@codejoust/arena/overlap/near-duplicates';
import type { BenchmarkTexts, TextLengths } from '@codejoust/board/benchmark-texts';
import type { FilterChoices } from '@codejoust/contract/schemas/benchmark';
import type {
	BenchmarkProfile,
	LengthHistogram,
	SeparatedQuestion,
} from '@codejoust/contract/schemas/benchmark-profile';
import type { BenchmarkVersionRow } from '@codejoust/db/queries/benchmarks/benchmarks';
import type { JudgeBriefRow } from '@codejoust/db/queries/runs/runs';
import type { ContaminationRow } from '@codejoust/db/queries/benchmarks/contaminations';
import { presentBenchmarkBrief } from './benchmark.ts';
import { presentContamination } from './contamination.ts';
import { presentJudgeBrief } from './names.ts';

export type FoundProfile = {
	readonly version: BenchmarkVersionRow;
	readonly choices: FilterChoices;
	/** In order: a near-duplicate names them by their places. */
	readonly questions: readonly BoardQuestion[];
	readonly texts: BenchmarkTexts;
	readonly contaminations: readonly ContaminationRow[];
	/** Of the live board; the most separating question first. */
	readonly separation:
		| {
				readonly judge: JudgeBriefRow;
				readonly models: number;
				readonly leastModels: number;
				readonly questions: readonly FoundQuestion[];
		  }
		| undefined;
};

/** Questions and pairs that are listed. */
const LISTED = 50;

export function presentProfile(found: FoundProfile): BenchmarkProfile {
	const { version, choices, questions, texts, separation } = found;
	const keyAt = (place: number) => questions[place]?.id ?? '';
	const { nearDuplicates: near } = texts;
	return {
		benchmark: presentBenchmarkBrief(version),
		choices,
		lengths: {
			prompts: presentLengths(texts.prompts),
			baseline_answers: presentLengths(texts.answers),
		},
		near_duplicates: near
			? {
					least: NEAR_DUPLICATE,
					pairs: near.length,
					questions: countDuplicated(near),
					shown: listDuplicates(near, LISTED).map((pair) => ({
						left: keyAt(pair.left),
						right: keyAt(pair.right),
						similarity: pair.similarity,
						left_pairs: pair.leftPairs,
						right_pairs: pair.rightPairs,
					})),
				}
			: null,
		contaminations: found.contaminations.map((row) =>
			presentContamination(row, version.visibility === 'private'),
		),
		separation: separation ? presentSeparation(separation, questions) : null,
	};
}

function presentLengths({ characters, words }: TextLengths) {
	return { characters: presentHistogram(characters), words: presentHistogram(words) };
}

function presentHistogram({ values, median, most, bins }: Histogram): LengthHistogram {
	return {
		texts: values,
		median,
		most,
		bins: bins.map(({ from, to, values: texts }) => ({ from, to: to ?? null, texts })),
	};
}

function presentSeparation(
	{ judge, models, leastModels, questions }: NonNullable<FoundProfile['separation']>,
	all: readonly BoardQuestion[],
): NonNullable<BenchmarkProfile['separation']> {
	const groupOf = new Map(all.map((question) => [question.id, question]));
	const rows = questions.map(({ questionId, ...numbers }): SeparatedQuestion => {
		const { category = '', subcategory = '' } = groupOf.get(questionId) ?? {};
		return { question_id: questionId, category, subcategory, ...numbers };
	});
	const none = rows.filter(({ variance }) => variance === 0);
	const groups = Map.groupBy(rows, (row) => JSON.stringify([row.category, row.subcategory]));
	return {
		judge: presentJudgeBrief(judge),
		models,
		least_models: leastModels,
		questions: rows.length,
		alike: {
			wins: none.filter(({ wins }) => wins > 0).length,
			ties: none.filter(({ ties }) => ties > 0).length,
			losses: none.filter(({ losses }) => losses > 0).length,
		},
		groups: [...groups.values()].flatMap((own) => {
			const [first] = own;
			if (!first) return [];
			const { category, subcategory } = first;
			const alike = own.filter(({ variance }) => variance === 0).length;
			return [{ category, subcategory, questions: own.length, alike }];
		}),
		most: rows.filter(({ variance }) => variance > 0).slice(0, LISTED),
		none: none.slice(0, LISTED),
	};
}
