import { defineConfig } from 'vitest/config';

/** Far above what a test takes: on a busy machine it takes ten times as long, and is right all the same. */
const slow = {
	testTimeout: 600_000,
	hookTimeout: 600_000,
	globalSetup: 'test/support/shared-postgres.ts',
};

export default defineConfig({
	test: {
		reporters: ['default'],
		// One more than the two cores that the tests are made for: most wait for other processes. Four take as long.
		maxWorkers: 3,
		// The files of a worker share what they import, which takes as long as many of them: no module of ours keeps anything.
		isolate: false,
		projects: [
			{
				test: {
					name: 'unit',
					include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.ts'],
					testTimeout: 300_000,
					hookTimeout: 300_000,
				},
			},
			{
				test: {
					name: 'architecture',
					include: ['test/architecture/**/*.test.ts'],
					testTimeout: 300_000,
				},
			},
			{ test: { name: 'integration', include: ['test/integration/**/*.test.ts'], ...slow } },
			{ test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], ...slow } },
		],
	},
});
