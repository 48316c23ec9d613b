import type { Database } from '@codejoust/db/connect';
import { ensureJudgeVersion, type JudgeVersionRow } from '@codejoust/db/queries/judges';
import { defaultJudge, rehearsalJudge } from '@codejoust/judge/default-judges';
import { hashDefinition, type JudgeDefinition } from '@codejoust/judge/definition';
import { startRehearsalJudge } from '@codejoust/judge/rehearsal/server';
import type { Clock } from '@codejoust/judge/clock';
import { DEFAULT_RETRY } from '@codejoust/judge/retry';
import type { Config } from './config.ts';
import { onJudgeReleased } from './use-cases/rejudging-rules.ts';
import { createEndpoint, type Endpoint, type EndpointOf } from './worker/endpoint.ts';

export type JudgeSeats = {
	readonly rehearsal: JudgeVersionRow;
	/** Absent without a configured endpoint. */
	readonly live: JudgeVersionRow | undefined;
};

/** Registers the judges that this configuration can ask: the rehearsal judge always, the live one with an endpoint. */
export async function registerJudges(db: Database, config: Config): Promise<JudgeSeats> {
	const rehearsal = await register(db, rehearsalJudge(), true);
	const live = config.judge && (await register(db, defaultJudge(config.judge.model), false));
	return { rehearsal, live };
}

function register(db: Database, definition: JudgeDefinition, isRehearsal: boolean) {
	return db.transaction(async (tx) => {
		const judge = await ensureJudgeVersion(tx, {
			slug: asSlug(definition.model),
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

function asSlug(model: string): string {
	return (
		model
			.toLowerCase()
			.replace(/[^a-z0-9.-]+/g, '-')
			.replace(/^[^a-z0-9]+/, '')
			.slice(0, 80) || 'judge'
	);
}

export type Endpoints = {
	readonly all: readonly Endpoint[];
	readonly endpointOf: EndpointOf;
	readonly close: () => Promise<void>;
};

/** Opens the endpoints: the rehearsal judge's own server on loopback, and the configured one. */
export async function openEndpoints(config: Config, clock: Clock): Promise<Endpoints> {
	const retry = { ...DEFAULT_RETRY, maxTries: config.judgeMaxTries };
	const rehearsalServer = await startRehearsalJudge({ host: '127.0.0.1', port: 0 });
	const rehearsal = createEndpoint({
		name: 'rehearsal',
		baseUrl: rehearsalServer.baseUrl,
		apiKey: '',
		clock,
		retry,
		maxInFlight: 16,
		callTimeoutMs: 60_000,
	});
	const live =
		config.judge &&
		createEndpoint({
			...config.judge,
			name: 'live',
			clock,
			retry,
			maxInFlight: config.judgeConcurrency,
			callTimeoutMs: config.judgeTimeoutMs,
		});
	return {
		all: live ? [rehearsal, live] : [rehearsal],
		endpointOf: (judge) => {
			if (judge.isRehearsal) return rehearsal;
			return live ?? { missing: `no endpoint is configured for the judge ${judge.model}` };
		},
		close: async () => {
			await rehearsal.close();
			await live?.close();
			await rehearsalServer.close();
		},
	};
}
