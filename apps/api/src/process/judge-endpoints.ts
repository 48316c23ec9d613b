import type { Database } from '@codejoust/db/connect';
import { ensureJudgeVersion, type JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import { defaultJudge, rehearsalJudge } from '@codejoust/judge/protocol/default-judges';
import { hashDefinition, type JudgeDefinition } from '@codejoust/judge/protocol/definition';
import { startRehearsalJudge } from '@codejoust/judge/rehearsal/server';
import { chooseEndpoint, REHEARSAL } from '@codejoust/judge/choose-endpoint';
import type { EndpointSettings } from '@codejoust/judge/endpoint/endpoint-settings';
import { fitsAnyGlob } from '@codejoust/judge/endpoint/model-glob';
import { DEFAULT_MAX_REPLY_BYTES } from '@codejoust/judge/endpoint/reply-body';
import { DEFAULT_RETRY } from '@codejoust/judge/endpoint/retry';
import { REHEARSAL_MODELS } from '@codejoust/judge/definition/rehearsal-policies';
import type { Config } from './config.ts';
import { slugOf } from '../slug-of.ts';
import { onJudgeReleased } from '../use-cases/rejudgings/rejudging-rules.ts';
import {
	createEndpoint,
	type Endpoint,
	type EndpointDeps,
	type EndpointOf,
} from '@codejoust/judge/judge-endpoint';

export type JudgeEndpoints = {
	readonly rehearsal: JudgeVersionRow;
	/** Absent where no configured endpoint allows the judge model. */
	readonly live: JudgeVersionRow | undefined;
};

/** Registers the judges that this configuration can ask: the rehearsal judge always, the live one with an endpoint. */
export async function registerJudges(db: Database, config: Config): Promise<JudgeEndpoints> {
	const rehearsal = await register(db, rehearsalJudge(), true);
	const { judgeModel: model } = config;
	const isAskable = config.endpoints.some(({ models }) => fitsAnyGlob(models, model));
	const live = isAskable ? await register(db, defaultJudge(model), false) : undefined;
	return { rehearsal, live };
}

function register(db: Database, definition: JudgeDefinition, isRehearsal: boolean) {
	return db.transaction(async (tx) => {
		const judge = await ensureJudgeVersion(tx, {
			slug: slugOf(definition.model),
			hash: hashDefinition(definition),
			kind: definition.kind,
			model: definition.model,
			definition,
			isRehearsal,
		});
		await onJudgeReleased(tx, judge.id);
		return judge;
	});
}

export type Endpoints = {
	/** In the order in which they are configured; the rehearsal's first. */
	readonly all: readonly Endpoint[];
	readonly endpointOf: EndpointOf;
	readonly close: () => Promise<void>;
};

/** Opens the endpoints: the rehearsal judge's own server on loopback, and the configured ones. */
export async function openEndpoints(
	{ endpoints }: Pick<Config, 'endpoints'>,
	deps: EndpointDeps,
): Promise<Endpoints> {
	const server = await startRehearsalJudge({ host: '127.0.0.1', port: 0 });
	const rehearsal = createEndpoint(rehearsalSettings(server.baseUrl), {
		...deps,
		// Its port is another one in each process, which answer the same.
		fingerprint: REHEARSAL,
	});
	const all = [rehearsal, ...endpoints.map((one) => createEndpoint(one, deps))];
	const places = all.map(({ name, facts }) => ({ name, models: facts.models }));
	return {
		all,
		endpointOf: (judge) => {
			const name = chooseEndpoint(judge, places);
			if (name === undefined)
				return { missing: `no endpoint of this server allows the model ${judge.model}` };
			const endpoint = all.find((one) => one.name === name);
			if (!endpoint)
				return { missing: `the judge is bound to the endpoint ${name}, which this server lacks` };
			if (endpoint.allows(judge.model)) return endpoint;
			return { missing: `the endpoint ${name} does not allow the model ${judge.model}` };
		},
		close: async () => {
			for (const endpoint of all) await endpoint.close();
			await server.close();
		},
	};
}

function rehearsalSettings(baseUrl: string): EndpointSettings {
	return {
		name: REHEARSAL,
		baseUrl,
		apiKey: '',
		auth: { kind: 'bearer' },
		headers: {},
		secretHeaders: [],
		body: {},
		models: REHEARSAL_MODELS,
		concurrency: 16,
		callTimeoutMs: 60_000,
		maxTries: DEFAULT_RETRY.maxTries,
		maxReplyBytes: DEFAULT_MAX_REPLY_BYTES,
		batch: { isSupported: false, priceFactor: 1, maxRequests: 50_000, pollMs: 15_000 },
		prices: [],
	};
}
