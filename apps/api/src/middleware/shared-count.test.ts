import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openSharedCount } from './shared-count.ts';

/** What all processes count in; each question to it is a round of the event loop. */
function openStore() {
	const store = { total: 0, questions: 0 };
	const takeTogether = async (taken: number) => {
		store.questions += 1;
		store.total += taken;
		const { total } = store;
		await new Promise(setImmediate);
		return total;
	};
	return { store, takeTogether };
}

test('several processes together let pass the limit, and at most a fiftieth of it more for each', async () => {
	const parallel = fc.integer({ min: 1, max: 20 });
	await fc.assert(
		fc.asyncProperty(
			fc.integer({ min: 1, max: 400 }),
			fc.integer({ min: 1, max: 6 }),
			fc.array(fc.tuple(fc.nat({ max: 5 }), parallel), { minLength: 1, maxLength: 120 }),
			async (limit, processes, bursts) => {
				const { takeTogether } = openStore();
				const counts = Array.from({ length: processes }, () =>
					openSharedCount(limit, takeTogether),
				);
				let passed = 0;
				for (const [at, requests] of bursts) {
					const count = counts[at % processes];
					if (!count) throw new Error('there is a process for each remainder');
					const taken = await Promise.all(Array.from({ length: requests }, count.take));
					passed += taken.filter(({ isOver }) => !isOver).length;
				}
				expect(passed).toBeLessThanOrEqual(limit + processes * Math.floor(limit / 50));
				const last = await Promise.all(counts.map((count) => count.take()));
				// Nobody is refused while more is left than what the others may have leased.
				if (last.some(({ isOver }) => isOver))
					expect(passed).toBeGreaterThanOrEqual(limit - (processes - 1) * Math.ceil(limit / 10));
			},
		),
		{ numRuns: 60 },
	);
});

test('a process asks for few of its requests, and for none once the limit is reached', async () => {
	const { store, takeTogether } = openStore();
	const count = openSharedCount(6000, takeTogether);
	const taken = [];
	for (let request = 0; request < 6100; request++) taken.push(await count.take());
	expect(taken.filter(({ isOver }) => !isOver)).toHaveLength(6000);
	expect(taken.map(({ remaining }) => remaining).slice(0, 6000)).toEqual(
		Array.from({ length: 6000 }, (_, at) => 5999 - at),
	);
	expect(store.questions).toBeLessThan(100);
});

test('a process counts alone when nobody answers', async () => {
	const count = openSharedCount(100, () => Promise.resolve(undefined));
	const taken = [];
	for (let request = 0; request < 110; request++) taken.push(await count.take());
	expect(taken.filter(({ isOver }) => !isOver)).toHaveLength(100);
	expect(taken[1]?.remaining).toBe(98);
	expect(taken[99]?.remaining).toBe(0);
});

test('requests that come together wait for one question', async () => {
	const { store, takeTogether } = openStore();
	const count = openSharedCount(20, takeTogether);
	const taken = await Promise.all(Array.from({ length: 30 }, () => count.take()));
	expect(taken.filter(({ isOver }) => !isOver)).toHaveLength(20);
	expect(store.questions).toBeLessThanOrEqual(3);
});
