import { expect, test } from 'vitest';
import {
	nameOrigins,
	PAIR_FORMATS,
	QUESTION_FORMATS,
	RESPONSE_FORMATS,
	titleOf,
} from './file-formats.ts';
import { PAIR_FORMAT_READERS } from './pairs/pair-formats.ts';
import { QUESTION_FORMAT_READERS } from './questions/question-formats.ts';
import { RESPONSE_FORMAT_READERS } from './responses/response-formats.ts';

test.each([
	['questions', QUESTION_FORMATS, QUESTION_FORMAT_READERS],
	['answers', RESPONSE_FORMATS, RESPONSE_FORMAT_READERS],
	['pairs', PAIR_FORMATS, PAIR_FORMAT_READERS],
])('every format of %s has one reader, whose words begin with its title', (_of, names, readers) => {
	expect(readers.map(({ name }) => name).sort()).toEqual([...names].sort());
	for (const { name, words } of readers) expect(words.startsWith(titleOf(name))).toBe(true);
});

test('a sentence names every origin once', () => {
	expect(nameOrigins(RESPONSE_FORMATS)).toBe(
		'our JSONL, CodeArena, arena-hard, AlpacaEval, CODAL-Bench, CodeUltraFeedback, output of a Batch API, EvalPlus, lm-evaluation-harness, Inspect, HELM or promptfoo',
	);
	expect(nameOrigins(PAIR_FORMATS)).toBe(
		'our JSONL, CodePrefBench, JudgeBench, CodeUltraFeedback or binarised preferences',
	);
});
