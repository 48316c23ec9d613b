import { defaultJudge } from '@codejoust/judge/protocol/default-judges';
import { buildGameRequest } from '@codejoust/judge/game/play-game';
import { countTokens } from '@codejoust/judge/endpoint/tokens';
import { expect, test } from 'vitest';
import { guessPromptTokens } from './guess-prompt.ts';

const definition = defaultJudge('m');
const BARE = { systemPrompt: '', userTemplate: '' };

test.each([
	['a line of code', 'for (const row of rows) console.log(row.name, row.value);\n'.repeat(40)],
	['English', 'The answer does what was asked, and it checks its input. '.repeat(40)],
	['Chinese', '两个答案都解决了这个问题，但第一个没有检查输入。'.repeat(40)],
	['Russian', 'Оба ответа решают задачу, но первый не проверяет ввод. '.repeat(40)],
	['nothing', ''],
])('a prompt with %s is guessed at not less than two thirds of its tokens', async (_what, text) => {
	const { request } = await buildGameRequest(
		{
			judgeHash: 'j',
			questionHash: 'q',
			baselineHash: 'b',
			responseHash: 'r',
			order: 'swapped',
			replicate: 0,
			question: [{ role: 'user', content: text }],
			baseline: text,
			response: text,
		},
		{ definition, fenceSecret: 'a secret' },
	);
	const tokens = await countTokens(request.messages.map(({ content }) => content).join('\n'));
	const texts = { messages: text, answer: text, baselineAnswer: text, reference: null };
	const guess = guessPromptTokens(texts, definition);
	expect(guess).toBeGreaterThan(tokens / 1.5);
	expect(guess).toBeLessThan(tokens * 4);
});

test('a redacted text counts for nothing, and a million characters take no time to speak of', () => {
	const gone = { messages: null, answer: null, baselineAnswer: null, reference: null };
	expect(guessPromptTokens(gone, BARE)).toBe(100);
	const criterion = { text: 'Speed: '.repeat(100) };
	expect(guessPromptTokens(gone, { ...BARE, criterion })).toBe(100 + 175);
	const begun = process.cpuUsage();
	const long = guessPromptTokens({ ...gone, answer: 'é '.repeat(500_000) }, BARE);
	expect(long).toBe(100 + 500_000 + 125_000);
	expect(process.cpuUsage(begun).user).toBeLessThan(1_000_000);
});
