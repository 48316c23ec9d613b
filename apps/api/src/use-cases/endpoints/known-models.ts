import { listEndpoints } from '@codejoust/db/queries/endpoints/endpoints';
import { listWorkers } from '@codejoust/db/queries/runs/workers';
import type { ApiDeps } from '../../deps.ts';

/**
 * The globs of models that each known endpoint allows, by its name: as this server's settings say, else as a living worker's,
 * else as those of the last worker that had it.
 */
export async function listKnownModels({
	db,
	endpoints,
}: Pick<ApiDeps, 'db' | 'endpoints'>): Promise<ReadonlyMap<string, readonly string[]>> {
	const known = new Map<string, readonly string[]>();
	for (const row of await listEndpoints(db)) known.set(row.name, row.facts.models);
	for (const { endpoint, facts } of await listWorkers(db))
		if (facts) known.set(endpoint, facts.models);
	for (const { name, facts } of endpoints) known.set(name, facts.models);
	return known;
}

/** One sentence of why a model cannot be asked at an endpoint. */
export function describeForeignModel(
	endpoint: string,
	{ model, allowed }: { readonly model: string; readonly allowed: readonly string[] },
): string {
	const globs = allowed.slice(0, 10).join(', ');
	return `The endpoint ${endpoint} does not allow the model ${model}: it allows ${globs}.`;
}

/** One sentence of which endpoints there are instead. */
export function describeUnknownEndpoint(name: string, known: Iterable<string>): string {
	return `There is no endpoint "${name}". There are: ${[...known].sort().join(', ')}.`;
}
