import { foldLetters } from './compared-text.ts';
import { visitWords } from './words.ts';
import { createRollingHash, createWordIndex, type WordIndex } from './word-index.ts';

/** Words that CodeArena's decontamination compares (Yang et al. 2024, §2: 15-gram overlap). */
export const OVERLAP_WORDS = 15;

/** The longest run of words that a text shares with one question. */
export type Overlap = {
	/** From 0, in the order of the questions. */
	readonly question: number;
	/** Words of the run: at least `OVERLAP_WORDS`. */
	readonly words: number;
	/** The run's share of the question's words, in (0, 1]. */
	readonly share: number;
	/** The shared words as the folded text has them, cut to `SPAN_LENGTH`. */
	readonly span: string;
};

export type TextOverlaps = {
	/** One a question, by question. */
	readonly overlaps: readonly Overlap[];
	/** Shared words that more than `COMMON_QUESTIONS` questions have: a template. The first ones. */
	readonly common?: string;
};

export type OverlapFinder = {
	/** The words of each question. */
	readonly words: readonly number[];
	/** Undefined where nothing is shared. Linear in the text. */
	readonly find: (text: string) => TextOverlaps | undefined;
};

/** UTF-16 code units of a span that is kept. */
const SPAN_LENGTH = 240;

/**
 * Finds runs of `n` words that texts share with a benchmark's questions. Every run is compared word by word: an equal hash
 * alone is no match. Questions of fewer than n words share none.
 */
export function createOverlapFinder(
	questions: readonly string[],
	n: number = OVERLAP_WORDS,
): OverlapFinder {
	const index = createWordIndex(questions.map(foldLetters), n);
	const roll = createRollingHash(n);
	// Offsets of the last n words, in a ring.
	const bounds = new Int32Array(2 * n);
	return {
		words: index.questions.map(({ words }) => words),
		find(text) {
			const folded = foldLetters(text);
			const runs = createRuns(index, folded);
			let at = 0;
			visitWords(folded, (wordHash, start, end) => {
				const place = 2 * (at % n);
				bounds[place] = start;
				bounds[place + 1] = end;
				const hash = roll(wordHash, at);
				if (runs.isOpen()) runs.extend(start, end);
				if (at >= n - 1 && index.mayHold(hash)) runs.begin(hash, bounds, at);
				at += 1;
			});
			return runs.finish();
		},
	};
}

type Run = {
	readonly question: number;
	readonly start: number;
	end: number;
	next: number;
	words: number;
};

/** Follows the runs of one text. */
function createRuns(index: WordIndex, folded: string) {
	let open: Run[] = [];
	const longest = new Map<number, Run>();
	let common: string | undefined;

	function close(run: Run): void {
		if (run.words > (longest.get(run.question)?.words ?? 0)) longest.set(run.question, run);
	}

	/** One more word of the text: the runs that go on with it stay open. */
	function extend(start: number, end: number): void {
		open = open.filter((run) => {
			const question = index.questions[run.question];
			const goesOn =
				question !== undefined &&
				run.next < question.words &&
				isSame(
					folded,
					start,
					end,
					question.text,
					question.startOf(run.next),
					question.endOf(run.next),
				);
			if (!goesOn) {
				close(run);
				return false;
			}
			run.next += 1;
			run.words += 1;
			run.end = end;
			return true;
		});
	}

	function begin(hash: number, bounds: Int32Array, at: number): void {
		const places = index.placesOf(hash);
		const first = 2 * ((at + 1) % index.n);
		const start = bounds[first] ?? 0;
		const end = bounds[2 * (at % index.n) + 1] ?? 0;
		if (places === undefined) {
			common ??= cutSpan(folded, start, end);
			return;
		}
		for (const { question, word } of places) {
			if (open.some((run) => run.question === question)) continue;
			if (!isSameRun(index, folded, { question, word }, bounds, at)) continue;
			open.push({ question, start, end, next: word + index.n, words: index.n });
		}
	}

	function finish(): TextOverlaps | undefined {
		open.forEach(close);
		if (longest.size === 0 && common === undefined) return undefined;
		const overlaps = [...longest.values()]
			.sort((a, b) => a.question - b.question)
			.map(({ question, start, end, words }) => ({
				question,
				words,
				share: words / (index.questions[question]?.words ?? words),
				span: cutSpan(folded, start, end),
			}));
		return { overlaps, ...(common === undefined ? {} : { common }) };
	}

	return { isOpen: () => open.length > 0, extend, begin, finish };
}

/** Whether the last n words of the text are those of the question from a place on. */
function isSameRun(
	{ n, questions }: WordIndex,
	folded: string,
	place: { readonly question: number; readonly word: number },
	bounds: Int32Array,
	at: number,
): boolean {
	const question = questions[place.question];
	if (question === undefined) return false;
	for (let step = 0; step < n; step += 1) {
		const ring = 2 * ((at + 1 + step) % n);
		const word = place.word + step;
		const [start = 0, end = 0] = [bounds[ring], bounds[ring + 1]];
		if (!isSame(folded, start, end, question.text, question.startOf(word), question.endOf(word)))
			return false;
	}
	return true;
}

function isSame(
	text: string,
	start: number,
	end: number,
	other: string,
	otherStart: number,
	otherEnd: number,
): boolean {
	if (end - start !== otherEnd - otherStart) return false;
	for (let at = 0; at < end - start; at += 1)
		if (text.charCodeAt(start + at) !== other.charCodeAt(otherStart + at)) return false;
	return true;
}

/** A copy, so that no long text is kept for a short one; never half of a surrogate pair. */
function cutSpan(folded: string, start: number, end: number): string {
	const span = folded.slice(start, Math.min(end, start + SPAN_LENGTH)).toWellFormed();
	return `${structuredCloneText(span)}${end - start > SPAN_LENGTH ? '…' : ''}`;
}

/** V8 keeps the whole text alive behind a slice of it; a joined text is one of its own. */
function structuredCloneText(text: string): string {
	return [...text].join('');
}
