import { availableParallelism, loadavg } from 'node:os';
import { expect, test } from 'vitest';
import { loadHostile } from '../chaos/hostile-load.ts';

const LONGEST_MS = 300;

test('with twenty hostile answers of 1 MiB submitted, judged and read, /healthz is never silent for 300 ms', async () => {
	const [load = Infinity] = loadavg();
	const outcome = await loadHostile({ answers: 20, answerBytes: 1024 * 1024 });
	console.log(JSON.stringify({ ...outcome, load }));
	expect(outcome.busyCpuMs).toBeLessThanOrEqual(LONGEST_MS);
	// Where others want the cores, the clock tells how long they took them.
	if (load < availableParallelism() / 2)
		expect(Math.max(...Object.values(outcome.silenceMs))).toBeLessThanOrEqual(LONGEST_MS);
});
