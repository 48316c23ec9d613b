import type { ChatMessage } from '@codejoust/judge/endpoint/chat-request';
import { expect, test } from 'vitest';
import { NO_ANSWERS } from './answer-totals.ts';
import { addWork, estimateAnswers, NO_WORK } from './estimate-answers.ts';

const user = (content: string): ChatMessage => ({ role: 'user', content });
const RULE = {
	price: { inputMicroUsd: 2_000_000, outputMicroUsd: 8_000_000, asOf: '' },
	concurrency: 10,
	mostTokens: undefined,
	requestsPerMinute: undefined,
	tokensPerMinute: undefined,
	isBatch: false,
};
const WORK = { answers: 100, calls: 100, characters: 40_000, repeatedTurns: 0 };

test('a question of two turns is two calls, the second with the first answer', () => {
	const question = { id: 'q', messages: [user('a'.repeat(100)), user('b'.repeat(50))] };
	const rest = { turnsSaid: 0, systemCharacters: 10 };
	expect(addWork(NO_WORK, question, rest)).toEqual({
		answers: 1,
		calls: 2,
		characters: 110 + 160,
		repeatedTurns: 1,
	});
	expect(addWork(NO_WORK, question, { ...rest, turnsSaid: 1 })).toMatchObject({
		calls: 1,
		characters: 160,
		repeatedTurns: 1,
	});
});

test.each([
	['usual answers', {}, { completionTokens: 80_000, costMicroUsd: 660_000, isFromAnswers: false }],
	['a limit of tokens', { mostTokens: 100 }, { completionTokens: 10_000 }],
	['no price', { price: undefined }, { costMicroUsd: undefined }],
	['a limit of the rate', { requestsPerMinute: 10 }, { seconds: 600 }],
	['a limit of tokens a minute', { tokensPerMinute: 9_000 }, { seconds: 600 }],
	['a batch', { isBatch: true }, { seconds: undefined }],
])('an estimate with %s', (_name, rule, expected) => {
	const estimate = estimateAnswers(WORK, NO_ANSWERS, { ...RULE, ...rule });
	expect(estimate).toMatchObject({ promptTokens: 10_000, ...expected });
});

test('answers that are there decide what the rest takes', () => {
	const totals = {
		...NO_ANSWERS,
		answers: 10,
		completionTokens: 2_000,
		timed: 10,
		latencyMs: 30_000,
	};
	expect(estimateAnswers(WORK, totals, RULE)).toMatchObject({
		completionTokens: 20_000,
		seconds: 30,
		isFromAnswers: true,
	});
});
