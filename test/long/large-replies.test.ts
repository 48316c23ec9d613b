import { availableParallelism, loadavg } from 'node:os';
import { expect, test } from 'vitest';
import { floodWithReplies } from '../chaos/large-replies.ts';

const REPLIES = 64;

test.each([
	['plain', false],
	['packed', true],
])(
	'64 replies of 50 MB at the same time, %s, cost less than 200 MiB, and the API answers within 300 ms',
	async (_, isPacked) => {
		const [load = Infinity] = loadavg();
		const outcome = await floodWithReplies({ replies: REPLIES, replyBytes: 50_000_000, isPacked });
		console.log(JSON.stringify({ ...outcome, troubles: outcome.troubles.length, load }));
		expect(outcome.requests).toBe(REPLIES);
		expect(new Set(outcome.troubles)).toEqual(new Set(['provider-error too-large']));
		expect(outcome.growthMiB).toBeLessThan(200);
		expect(outcome.busyCpuMs).toBeLessThanOrEqual(300);
		// Where others want the cores, the clock tells how long they took them.
		if (load < availableParallelism() / 2) expect(outcome.longestMs).toBeLessThanOrEqual(300);
	},
);
