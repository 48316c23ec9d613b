import type { ChartConfiguration } from 'chart.js';
import { barsConfig } from './bars-config.ts';
import type { ChartLook } from './chart-look.ts';
import type { ChartSpec } from './chart-spec.ts';
import { forestConfig } from './forest-config.ts';
import { fractionsConfig } from './fractions-config.ts';
import { frontierConfig } from './frontier-config.ts';
import { historyConfig } from './history-config.ts';
import { publishedConfig } from './published-config.ts';
import { radarConfig } from './radar-config.ts';

/** What Chart.js draws for a spec, in the look given. */
export function chartConfig(spec: ChartSpec, look: ChartLook): ChartConfiguration {
	const config = configOf(spec, look);
	return {
		...config,
		options: {
			...config.options,
			animation: false,
			responsive: true,
			maintainAspectRatio: false,
			font: { family: look.font },
		},
		// The union of all our charts is more than the type of any one of them.
	} as ChartConfiguration;
}

function configOf(spec: ChartSpec, look: ChartLook) {
	switch (spec.kind) {
		case 'forest':
			return forestConfig(spec, look);
		case 'bars':
			return barsConfig(spec, look);
		case 'frontier':
			return frontierConfig(spec, look);
		case 'history':
			return historyConfig(spec, look);
		case 'published':
			return publishedConfig(spec, look);
		case 'fractions':
			return fractionsConfig(spec, look);
		case 'radar':
			return radarConfig(spec, look);
	}
}
