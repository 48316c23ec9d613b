import { createOverlapFinder, type Overlap } from '@codejoust/arena/overlap/find-overlaps';
import { createNearestTexts } from '@codejoust/arena/overlap/nearest-texts';
import type { FieldText } from './text-fields.ts';
import { type TextRow, UNREAD_REASONS, type UnreadReason } from './text-reader.ts';

export type ComparedQuestion = { readonly question_id: string; readonly prompt: string };

/** Where a text stands in a file. */
export type TextPlace = { readonly line: number; readonly field: string };

/** A question that shares words with a file. */
export type MatchedQuestion = {
	readonly question_id: string;
	/** Lines of the file that share words with it. */
	readonly lines: number;
	/** The longest shared run, and its share of the question's words, in (0, 1]. */
	readonly words: number;
	readonly share: number;
	/** The lines with the longest runs, at most `SHOWN_EXAMPLES`. */
	readonly examples: readonly (TextPlace & { readonly words: number; readonly span: string })[];
};

export type SimilarQuestion = TextPlace & {
	readonly question_id: string;
	/** 1 − edit distance / the longer length, in [0.5, 1]. */
	readonly similarity: number;
};

export type UnreadLines = {
	readonly reason: UnreadReason;
	readonly lines: number;
	/** The first ones. */
	readonly examples: readonly { readonly line: number; readonly says: string }[];
};

/** What one file has in common with a benchmark. */
export type FileOverlap = {
	/** Lines that were read, and the texts in them. */
	readonly lines: number;
	readonly texts: number;
	/** Lines that were not read, by reason. */
	readonly unread: readonly UnreadLines[];
	/** Lines that share words with a question. */
	readonly matched_lines: number;
	/** The largest share of words first. */
	readonly matched: readonly MatchedQuestion[];
	/** Lines that have a template of the benchmark (words of more than 20 questions) and no more of it; the first of them. */
	readonly template: {
		readonly lines: number;
		readonly line: number;
		readonly span: string;
	} | null;
	/** Null where it was not asked for. */
	readonly similarity: FileSimilarity | null;
};

export type FileSimilarity = {
	/** A question counts as similar from here on. */
	readonly least: number;
	/** How many questions have a nearest text that is at least so similar. */
	readonly curve: readonly { readonly at_least: number; readonly questions: number }[];
	/** Of the similar questions, the most similar first. */
	readonly nearest: readonly SimilarQuestion[];
};

export type FileOverlapReader = {
	readonly add: (row: TextRow) => void;
	readonly finish: () => FileOverlap;
};

const SHOWN_EXAMPLES = 3;
const CURVE = [0.5, 0.6, 0.7, 0.8, 0.9, 1] as const;

/**
 * Compares the rows of a file with the questions of a benchmark: shared runs of 15 words, and where `least` is given the
 * nearest text of each question. Memory is bounded by the questions, whatever the file's size.
 */
export function createFileOverlap(
	questions: readonly ComparedQuestion[],
	options: { readonly least?: number } = {},
): FileOverlapReader {
	const prompts = questions.map(({ prompt }) => prompt);
	const finder = createOverlapFinder(prompts);
	const nearest = options.least === undefined ? undefined : createNearestTexts<TextPlace>(prompts);
	const unread = createUnreadLines();
	const matches = createMatches(questions);
	let lines = 0;
	let texts = 0;

	function addText({ field, text }: FieldText, line: number): void {
		texts += 1;
		const place = { line, field };
		const found = finder.find(text);
		if (found !== undefined) {
			for (const overlap of found.overlaps) matches.add(overlap, place);
			if (found.common !== undefined && found.overlaps.length === 0)
				matches.addTemplate(line, found.common);
		}
		nearest?.add(text, place);
	}

	return {
		add(row) {
			if (row.kind === 'unread') {
				unread.add(row);
				return;
			}
			lines += 1;
			for (const text of row.texts) addText(text, row.line);
		},
		finish() {
			const { least } = options;
			const similarity =
				least === undefined || nearest === undefined
					? null
					: describeNearest(questions, nearest.nearest(), least);
			return { lines, texts, unread: unread.list(), ...matches.finish(), similarity };
		},
	};
}

/** Questions with too few words for a run of 15. */
export function countShortQuestions(questions: readonly ComparedQuestion[], words: number): number {
	const finder = createOverlapFinder(questions.map(({ prompt }) => prompt));
	return finder.words.filter((own) => own < words).length;
}

function createMatches(questions: readonly ComparedQuestion[]) {
	const matched = new Map<number, MatchedQuestion & { readonly lastLine: number }>();
	let matchedLines = 0;
	let lastLine = 0;
	let template: { lines: number; line: number; span: string } | null = null;
	let templateLine = 0;

	function add({ question, words, share, span }: Overlap, place: TextPlace): void {
		if (lastLine !== place.line) matchedLines += 1;
		lastLine = place.line;
		const known = matched.get(question);
		const examples = [...(known?.examples ?? []), { ...place, words, span }]
			.sort((a, b) => b.words - a.words || a.line - b.line)
			.slice(0, SHOWN_EXAMPLES);
		matched.set(question, {
			question_id: questions[question]?.question_id ?? '',
			lines: (known?.lines ?? 0) + (known?.lastLine === place.line ? 0 : 1),
			words: Math.max(words, known?.words ?? 0),
			share: Math.max(share, known?.share ?? 0),
			examples,
			lastLine: place.line,
		});
	}

	function addTemplate(line: number, span: string): void {
		template ??= { lines: 0, line, span };
		if (templateLine !== line) template.lines += 1;
		templateLine = line;
	}

	const finish = () => ({
		matched_lines: matchedLines,
		matched: [...matched.entries()]
			.sort(([a, left], [b, right]) => right.share - left.share || a - b)
			.map(([, { question_id, lines, words, share, examples }]) => ({
				question_id,
				lines,
				words,
				share,
				examples,
			})),
		template,
	});
	return { add, addTemplate, finish };
}

function createUnreadLines() {
	const found = new Map<
		UnreadReason,
		{ lines: number; examples: { line: number; says: string }[] }
	>();
	return {
		add({ reason, line, says }: TextRow & { readonly kind: 'unread' }): void {
			const known = found.get(reason) ?? { lines: 0, examples: [] };
			known.lines += 1;
			if (known.examples.length < SHOWN_EXAMPLES) known.examples.push({ line, says });
			found.set(reason, known);
		},
		list: (): readonly UnreadLines[] =>
			UNREAD_REASONS.flatMap((reason) => {
				const known = found.get(reason);
				return known === undefined ? [] : [{ reason, ...known }];
			}),
	};
}

function describeNearest(
	questions: readonly ComparedQuestion[],
	nearest: readonly ({ readonly similarity: number; readonly place: TextPlace } | undefined)[],
	least: number,
): FileSimilarity {
	const found = nearest.flatMap((near, question) =>
		near === undefined
			? []
			: [
					{
						question_id: questions[question]?.question_id ?? '',
						similarity: near.similarity,
						...near.place,
					},
				],
	);
	return {
		least,
		curve: CURVE.map((level) => ({
			at_least: level,
			questions: found.filter(({ similarity }) => similarity >= level).length,
		})),
		nearest: found
			.filter(({ similarity }) => similarity >= least)
			.sort((a, b) => b.similarity - a.similarity),
	};
}
