import { defineConfig } from 'vitest/config';

const HOUR_MS = 3_600_000;

/** Experiments that take minutes: `npm run test:long`. A small case of most is in `npm test`. */
export default defineConfig({
	test: {
		name: 'long',
		include: ['test/long/**/*.test.ts'],
		reporters: ['verbose'],
		// They load the machine themselves, and some measure it.
		maxWorkers: 1,
		fileParallelism: false,
		testTimeout: HOUR_MS,
		hookTimeout: HOUR_MS,
	},
});
