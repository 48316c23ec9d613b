import { createEditDistance } from '@codejoust/arena/overlap/edit-distance';
import {
	createNearestTexts,
	LEAST_SIMILARITY,
	similarityOf,
} from '@codejoust/arena/overlap/nearest-texts';
import { startOfText } from '@codejoust/arena/overlap/compared-text';
import { createRandom } from '@codejoust/arena/maths/random';
import { dataFile, readGzippedRows } from './shared-data.ts';

export const RECALL_FILES = [
	'arena-hard-v0.1/questions.jsonl.gz',
	'arena-hard-v0.1/answers-gpt-4-0314.jsonl.gz',
	'arena-hard-v0.1/answers-gpt-3.5-turbo-0125.jsonl.gz',
	'arena-hard-v2.0/questions.jsonl.gz',
	'alpaca_eval/questions.jsonl.gz',
	'codeprefbench/pairs.jsonl.gz',
	'autoj-human-pairs/pairs.jsonl.gz',
].map(dataFile);

const FIELDS = ['prompt', 'response', 'instruction', 'response_a', 'response_b'];

/** Every different text of the files, in their order, at most `most`. */
export function readTexts(most: number): readonly string[] {
	const texts = new Set<string>();
	for (const file of RECALL_FILES)
		for (const row of readGzippedRows<Record<string, unknown>>(file))
			for (const field of FIELDS) if (typeof row[field] === 'string') texts.add(row[field]);
	return [...texts].slice(0, most);
}

/** A text with a share of its words left out, doubled or replaced by words of another one. */
export function changeWords(text: string, other: string, share: number, seed: number): string {
	const random = createRandom(String(seed));
	const words = text.split(' ');
	const others = other.split(' ');
	return words
		.flatMap((word) => {
			if (random.next() >= share) return [word];
			const foreign = others[random.nextInt(others.length)] ?? '';
			return [[], [word, foreign], [foreign]][random.nextInt(3)] ?? [];
		})
		.join(' ');
}

export type Recall = {
	/** Questions whose nearest text of all is at least so similar. */
	readonly questions: number;
	/** Of those, the ones for which a text as near as that was found. */
	readonly found: number;
	readonly shingleSeconds: number;
	readonly exhaustiveSeconds: number;
};

/** Compares the search by shingles with the comparison of every question with every text. */
export function measureRecall(questions: readonly string[], texts: readonly string[]): Recall {
	const begun = process.cpuUsage();
	const search = createNearestTexts<number>(questions);
	for (const [at, text] of texts.entries()) search.add(text, at);
	const found = search.nearest().map((nearest) => nearest?.similarity ?? 0);
	const shingleSeconds = secondsSince(begun);
	const again = process.cpuUsage();
	const all = findExhaustively(questions, texts);
	const near = all.flatMap((similarity, at) => (similarity > 0 ? [{ similarity, at }] : []));
	return {
		questions: near.length,
		found: near.filter(({ similarity, at }) => (found[at] ?? 0) >= similarity - 1e-12).length,
		shingleSeconds,
		exhaustiveSeconds: secondsSince(again),
	};
}

/** The highest similarity of each question to any text; 0 where it is below the least that counts. */
function findExhaustively(
	questions: readonly string[],
	texts: readonly string[],
): readonly number[] {
	const distance = createEditDistance();
	const starts = texts.map(startOfText);
	return questions.map((question) => {
		const own = startOfText(question);
		let best = 0;
		for (const text of starts) {
			const least = Math.max(best, LEAST_SIMILARITY);
			if (Math.min(own.length, text.length) < least * Math.max(own.length, text.length)) continue;
			best = Math.max(best, similarityOf(own, text, least, distance) ?? 0);
		}
		return best;
	});
}

function secondsSince(begun: NodeJS.CpuUsage): number {
	const { user, system } = process.cpuUsage(begun);
	return (user + system) / 1e6;
}
