import { Option } from 'commander';
import type { RunWay } from '@codejoust/contract/schemas/closed-lists';
import { RUN_WAYS } from '@codejoust/contract/schemas/closed-lists';

export type { RunWay };

/** `--via`: one call for each game, or the provider's Batch API. */
export function viaOption(): Option {
	return new Option('--via <way>', 'batch: at a lower price, within 24 hours')
		.choices([...RUN_WAYS])
		.default('live');
}
