import { expect, test } from 'vitest';
import { makerOf } from './model-maker.ts';

test.each([
	[['gpt-4o-2024-08-06'], 'openai'],
	[['o3-mini'], 'openai'],
	[['openrouter/anthropic/claude-3-haiku'], 'anthropic'],
	[['Qwen2.5-Coder-32B-Instruct'], 'alibaba'],
	[['meta-llama/Llama-3-70B'], 'meta'],
	[[null, 'house-model', 'DeepSeek'], 'deepseek'],
	[['olmo-2'], undefined],
	[['my-gpt-4'], undefined],
	[[], undefined],
])('%j is made by %s', (names, maker) => {
	expect(makerOf(...names)).toBe(maker);
});
