import { expect, test } from 'vitest';
import { floodWithReplies } from '../chaos/large-replies.ts';

const REPLIES = 8;

test.each([
	['plain', false],
	['packed', true],
])('eight replies of 20 MB, %s, are cut, asked for once and unscored', async (_, isPacked) => {
	const outcome = await floodWithReplies({ replies: REPLIES, replyBytes: 20_000_000, isPacked });
	expect(outcome.requests).toBe(REPLIES);
	expect(outcome.troubles).toEqual(
		Array.from({ length: REPLIES }, () => 'provider-error too-large'),
	);
	expect(outcome.growthMiB).toBeLessThan(100);
	expect(outcome.busyCpuMs).toBeLessThanOrEqual(300);
});
