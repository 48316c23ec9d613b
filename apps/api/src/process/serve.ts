import { tellIssuesPlainly } from '@codejoust/contract/plain-issues';
import { fitsAnyGlob } from '@codejoust/judge/endpoint/model-glob';
import { type Config, readConfig } from './config.ts';
import { logDestination, openLog } from './open-log.ts';
import { StartError } from './start-error.ts';
import { startServer, type RunningServer } from './start-server.ts';

const REPOSITORY = new URL('../../../../', import.meta.url);

type Variables = Readonly<Record<string, string | undefined>>;

/** Starts the server that the environment describes; tells an operator's mistake in a sentence and ends with code 1. */
export async function serve(variables: Variables): Promise<void> {
	try {
		await start(variables);
	} catch (error) {
		if (!(error instanceof StartError)) throw error;
		process.stderr.write(`Codejoust cannot start. ${error.message}\n`);
		process.exitCode = 1;
	}
}

async function start(variables: Variables): Promise<void> {
	tellIssuesPlainly();
	const config = configure(variables);
	const destination = logDestination(process.stdout, { hasColours: config.hasColours });
	const log = openLog(config.logLevel, destination);
	const server = await startServer(config, {
		log,
		...(config.roles.has('worker') && config.roles.has('api')
			? { sampleFolder: new URL('sample/', REPOSITORY) }
			: {}),
		webBuild: new URL('apps/web/build/', REPOSITORY),
		clientBuild: new URL('apps/cli/build/', REPOSITORY),
	});
	// First: who reads that it is ready may stop it at once.
	stopOnSignals(server);
	process.stdout.write(describe(config, server));
}

function configure(variables: Variables): Config {
	try {
		return readConfig(variables);
	} catch (error) {
		throw new StartError(error instanceof Error ? error.message : String(error));
	}
}

function describe(
	config: Config,
	{ address, operatorKey, judges, isPglite }: RunningServer,
): string {
	const judge = judges.live
		? `${judges.live.model} at ${describePlace(config, judges.live.model)} (the sample: ${config.sampleJudge})`
		: 'rehearsal judge (a deterministic heuristic, not a language model; set CODEJOUST_ENDPOINTS, OPENAI_API_KEY or CODEJOUST_JUDGE_BASE_URL for a real one)';
	const data = config.databaseUrl
		? 'the Postgres server of DATABASE_URL'
		: `${config.dataDirectory} (embedded ${isPglite ? 'PGlite' : 'Postgres'})`;
	const lines = [
		`Codejoust is ready at ${address}`,
		`  API reference  ${address}/docs`,
		...(config.roles.has('web') ? [`  operators      ${address}/operate`] : []),
		`  judge          ${judge}`,
		...(config.endpoints.length > 0
			? [`  endpoints      ${config.endpoints.map(({ name }) => name).join(', ')}`]
			: []),
		`  data           ${data}`,
		...(operatorKey
			? [`  operator key   ${operatorKey}`, '                 (shown only once: store it)']
			: []),
	];
	return `${lines.join('\n')}\n`;
}

/** Without the query, which may hold a key. */
function describePlace({ endpoints }: Config, model: string): string {
	const endpoint = endpoints.find(({ models }) => fitsAnyGlob(models, model));
	return endpoint ? `${endpoint.baseUrl.split('?')[0]} (${endpoint.name})` : 'no endpoint';
}

function stopOnSignals(server: RunningServer): void {
	let isStopping = false;
	for (const signal of ['SIGINT', 'SIGTERM'] as const) {
		process.on(signal, () => {
			if (isStopping) return;
			isStopping = true;
			process.stdout.write('Codejoust is stopping …\n');
			server.stop().then(
				() => process.exit(0),
				(error: unknown) => {
					process.stderr.write(`Codejoust did not stop cleanly: ${String(error)}\n`);
					process.exit(1);
				},
			);
		});
	}
}
