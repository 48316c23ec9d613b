import type { Database } from '@codejoust/db/connect';
import { listWorkers, type WorkerRow } from '@codejoust/db/queries/runs/workers';
import { chooseEndpoint, type PlacedJudge } from '@codejoust/judge/choose-endpoint';
import type { Endpoint } from '@codejoust/judge/judge-endpoint';

/**
 * The endpoint at which a judge version is asked: as it is bound, else as this process is configured, else as the workers
 * that live are. Undefined where nobody has one that allows its model.
 */
export async function placeJudge(
	db: Database,
	own: readonly Pick<Endpoint, 'name' | 'facts'>[],
	judge: PlacedJudge,
): Promise<string | undefined> {
	const here = chooseEndpoint(judge, own.map(modelsOf));
	return here ?? chooseEndpoint(judge, reportedEndpoints(await listWorkers(db)));
}

/** The endpoints that workers report, in the order of their configurations; of two with the same place by name. */
export function reportedEndpoints(
	workers: readonly WorkerRow[],
): readonly { readonly name: string; readonly models: readonly string[] }[] {
	return workers
		.toSorted((a, b) => a.position - b.position || (a.endpoint < b.endpoint ? -1 : 1))
		.flatMap(({ endpoint, facts }) => (facts ? [{ name: endpoint, models: facts.models }] : []));
}

function modelsOf({ name, facts }: Pick<Endpoint, 'name' | 'facts'>) {
	return { name, models: facts.models };
}
