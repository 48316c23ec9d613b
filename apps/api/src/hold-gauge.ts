import { Gauge, type Registry } from 'prom-client';
import { HOLD_CAUSES } from '@codejoust/contract/schemas/closed-lists';
import type { HoldFigure } from '@codejoust/db/queries/endpoints/hold-figures';
import { boundLabels } from './bound-labels.ts';

/** Models of judges that have figures of their own. */
const MOST_JUDGES = 100;

/** What is held at which endpoint, and why. Every endpoint has each cause, with 0, so that an end is seen as well as a beginning. */
export function createHoldGauge(registry: Registry): {
	readonly set: (figures: readonly HoldFigure[], endpoints: readonly string[]) => void;
} {
	const holds = new Gauge({
		name: 'codejoust_holds',
		help: 'Open holds by endpoint, cause and model of the judge; an empty judge is the endpoint as a whole.',
		labelNames: ['endpoint', 'judge', 'cause'],
		registers: [registry],
	});
	const judgeLabel = boundLabels(MOST_JUDGES);
	return {
		set: (figures, endpoints) => {
			holds.reset();
			for (const endpoint of endpoints)
				for (const cause of HOLD_CAUSES) holds.set({ endpoint, judge: '', cause }, 0);
			for (const { endpoint, model, cause, holds: count } of figures)
				holds.inc({ endpoint, judge: model === null ? '' : judgeLabel(model), cause }, count);
		},
	};
}
