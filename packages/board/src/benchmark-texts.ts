import { countLengths, type Histogram } from '@codejoust/arena/maths/histogram';
import { findNearDuplicates, type NearDuplicate } from '@codejoust/arena/overlap/near-duplicates';
import { countWords } from '@codejoust/arena/overlap/words';

/** The texts of a benchmark in numbers. */
export type BenchmarkTexts = {
	readonly prompts: TextLengths;
	readonly answers: TextLengths;
	/** Pairs of prompts by their places; absent beyond `MOST_COMPARED` of them. */
	readonly nearDuplicates?: readonly NearDuplicate[];
};

/** Characters are Unicode code points. */
export type TextLengths = { readonly characters: Histogram; readonly words: Histogram };

/** More prompts are not compared with each other: it takes more time than a reader waits. */
const MOST_COMPARED = 5_000;

export function describeTexts(
	prompts: readonly string[],
	answers: readonly string[],
): BenchmarkTexts {
	return {
		prompts: measureLengths(prompts),
		answers: measureLengths(answers),
		...(prompts.length <= MOST_COMPARED ? { nearDuplicates: findNearDuplicates(prompts) } : {}),
	};
}

function measureLengths(texts: readonly string[]): TextLengths {
	return {
		characters: countLengths(texts.map(countCharacters)),
		words: countLengths(texts.map(countWords)),
	};
}

function countCharacters(text: string): number {
	let pairs = 0;
	for (const _ of text.matchAll(/[\ud800-\udbff][\udc00-\udfff]/g)) pairs += 1;
	return text.length - pairs;
}
