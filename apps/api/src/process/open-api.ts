import type { Connection } from '@codejoust/db/connect';
import { Registry } from 'prom-client';
import { createApp } from '../routes/app.ts';
import type { RouteDeps } from '../routes/route-deps.ts';
import type { AnswerBytes } from '../use-cases/boards/board-answer.ts';
import { singleFlight } from '../use-cases/boards/single-flight.ts';
import type { Config } from './config.ts';
import { type FetchApi, readFromReplica } from './read-from-replica.ts';
import { openReplica } from './replica.ts';

/** The API; where there is a replica, a second one on it answers readers. */
export async function openApi(
	deps: RouteDeps,
	{
		config: { replica: settings, databasePooler: pooler },
		connection: primary,
		closers,
	}: {
		readonly config: Pick<Config, 'replica' | 'databasePooler'>;
		readonly connection: Connection;
		readonly closers: (() => Promise<void>)[];
	},
): Promise<FetchApi> {
	if (!settings) return fetchOf(deps);
	const { log, metrics } = deps;
	const replica = await openReplica({
		...settings,
		...{ pooler, primary, registry: metrics.registry, log },
	});
	closers.push(replica.close);
	const shared = { ...deps, replicaState: replica.state };
	// What is read from the primary is not shared with who reads from the replica, and the other way round.
	const boards = { ...deps.boards, shareRead: singleFlight<AnswerBytes>() };
	// It answers no /metrics, and gauges are made once in a registry.
	const ofReads = { ...metrics, registry: new Registry() };
	return readFromReplica(replica, {
		primary: fetchOf(shared),
		reading: fetchOf({ ...shared, boards, db: replica.db, metrics: ofReads }),
	});
}

function fetchOf(deps: RouteDeps): FetchApi {
	const app = createApp(deps);
	return (request, env) => app.fetch(request, env);
}
