import { defineConfig } from 'vitest/config';

const slow = { testTimeout: 120_000, hookTimeout: 120_000 };

export default defineConfig({
	test: {
		reporters: ['default'],
		// Vitest leaves a core free; most tests wait for other processes.
		maxWorkers: 2,
		projects: [
			{
				test: {
					name: 'unit',
					include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.ts'],
					testTimeout: 30_000,
				},
			},
			{ test: { name: 'architecture', include: ['test/architecture/**/*.test.ts'] } },
			{ test: { name: 'integration', include: ['test/integration/**/*.test.ts'], ...slow } },
			{ test: { name: 'e2e', include: ['test/e2e/**/*.test.ts'], ...slow } },
		],
	},
});
