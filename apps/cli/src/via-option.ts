import { Option } from 'commander';
import type { Run } from '@codejoust/api/client';

export type RunWay = Run['via'];

/** `--via`: one call for each game, or the provider's Batch API. */
export function viaOption(): Option {
	return new Option('--via <way>', 'batch: part of the price, within 24 hours')
		.choices(['live', 'batch'] satisfies readonly RunWay[])
		.default('live');
}
