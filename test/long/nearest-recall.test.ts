import { describe, expect, test } from 'vitest';
import { changeWords, measureRecall, RECALL_FILES, readTexts } from '../support/nearest-recall.ts';
import { hasFiles } from '../support/shared-data.ts';

const TEXTS = 10_000;
/** One question of every so many texts. */
const EVERY = 40;

describe.runIf(hasFiles(...RECALL_FILES))('of 10,000 texts', () => {
	const texts = readTexts(TEXTS);
	const questions = texts.filter((_, at) => at % EVERY === 0);
	const others = texts.filter((_, at) => at % EVERY !== 0);

	test('the nearest of the others is found as often as by comparing all', () => {
		report('as they are', measureRecall(questions, others));
	});

	test.each([0.05, 0.15, 0.3, 0.45])(
		'a copy with %f of its words changed is found as often as by comparing all',
		(share) => {
			const copies = questions.map((text, at) => changeWords(text, others[at] ?? '', share, at));
			const least = copies.length;
			const rest = others.slice(0, TEXTS - least);
			const recall = measureRecall(questions, [...rest, ...copies]);
			report(`${100 * share} % of the words changed`, recall);
		},
	);
});

function report(what: string, recall: ReturnType<typeof measureRecall>): void {
	const { questions, found, shingleSeconds, exhaustiveSeconds } = recall;
	console.log(
		`| ${what} | ${found} of ${questions} | ${shingleSeconds.toFixed(1)} | ${exhaustiveSeconds.toFixed(1)} |`,
	);
	expect(found / questions).toBeGreaterThanOrEqual(0.99);
}
