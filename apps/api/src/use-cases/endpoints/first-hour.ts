import {
	beginFirstHour,
	findFirstHour,
	type FirstHourRow,
	saveFirstHour,
} from '@codejoust/db/queries/endpoints/first-hours';
import { appendAudit } from '@codejoust/db/queries/keys/audit';
import { defaultJudge } from '@codejoust/judge/protocol/default-judges';
import {
	hashDefinition,
	type JudgeDefinition,
	judgeDefinitionSchema,
} from '@codejoust/judge/protocol/definition';
import type { Price } from '@codejoust/judge/endpoint/prices';
import { type HeaderLog, openHeaderLog } from '@codejoust/judge/first-hour/header-log';
import { playWithin } from '@codejoust/judge/first-hour/play-within';
import type { Endpoint } from '@codejoust/judge/judge-endpoint';
import type { Actor } from '../../actor.ts';
import { nameJudge } from '../../benchmark-name.ts';
import type { ApiDeps } from '../../deps.ts';
import { findJudgePrice, findModelPrice } from '../../judge-price.ts';
import { newId } from '../../new-id.ts';
import type { FoundHour, HourGame } from '../../present/first-hour.ts';
import { Refusal } from '../../refusal.ts';
import { findJudge } from '../judges/find-judge.ts';
import { refuseUnasked } from '../judges/refuse-unasked.ts';
import {
	chooseModel,
	findNewestJudge,
	requireAllowed,
	requireBudget,
	requireOwn,
} from './own-endpoint.ts';
import { type ExpectedGame, expectGame, playHourGame } from './play-hour-game.ts';
import { protocolOf } from '@codejoust/judge/protocol/kinds';
import { readSampleGames } from './sample-games.ts';

type Deps = Pick<
	ApiDeps,
	| 'db'
	| 'log'
	| 'endpoints'
	| 'endpointOf'
	| 'fenceSecret'
	| 'clock'
	| 'now'
	| 'stopping'
	| 'inBackground'
>;

type Asked = {
	readonly name: string;
	readonly judge: string | undefined;
	readonly questions: number;
	readonly limitMicroUsd: number;
	readonly isUnpriced: boolean;
	readonly by: Actor;
	/** Of the request: ends what comes before the first game alone. */
	readonly signal: AbortSignal;
	/** The report as it is stored and shown. */
	readonly describe: (found: FoundHour) => Readonly<Record<string, unknown>>;
};

type BegunHour = Pick<FirstHourRow, 'id' | 'endedAt' | 'report'>;

const LONGEST_MS = 3_600_000;
const MOST_IN_FLIGHT = 10;
const SAVED_EVERY_MS = 2_000;

/**
 * Begins to ask an endpoint questions of the shipped sample in both orders, and says what it does with them. It goes on after
 * the request, and the report is stored as it grows. No call is repeated and no reply asked for again; no number changes.
 */
export async function startFirstHour(deps: Deps, asked: Asked): Promise<BegunHour> {
	const endpoint = await requireOwn(deps, asked.name);
	const left = await requireBudget(deps);
	const judge = await chooseJudge(deps, endpoint, asked);
	const { price } = judge;
	if (!price && !asked.isUnpriced)
		throw new Refusal(
			'conflict',
			`Nothing was asked: the price of ${judge.definition.model} at ${endpoint.name} is not known, so no limit can hold. Give it in the prices of the endpoint or of the judge, or ask with unpriced.`,
		);
	const games = await readSampleGames(asked.questions, protocolOf(judge.definition));
	const judgeHash = hashDefinition(judge.definition);
	const expected = await Promise.all(
		games.map(async (game) => expectGame({ ...game, judgeHash }, { ...deps, ...judge })),
	);
	const headers = openHeaderLog();
	const soFar: HourGame[] = [];
	const startedAt = deps.now();
	const hour = { endpoint, judge, expected, headers, soFar };
	const limitMicroUsd = Math.min(asked.limitMicroUsd, left);
	const describe = (stopped: FoundHour['stopped']) =>
		asked.describe({
			endpoint: endpoint.name,
			host: endpoint.facts.host,
			judge: judge.name,
			model: judge.definition.model,
			price,
			startedAt,
			endedAt: deps.now(),
			questions: asked.questions,
			planned: games.length,
			limitMicroUsd,
			stopped,
			headers: headers.read(),
			games: soFar,
		});
	const begun = { id: newId('hour'), endedAt: null, report: describe(undefined) };
	await noteBegun(deps, begun, { ...asked, endpoint, judge, limitMicroUsd });
	deps.inBackground('a first hour', () =>
		saveAsItGrows(deps, begun.id, describe, () => playGames(deps, hour, limitMicroUsd)),
	);
	return begun;
}

/** With what came so far. */
export async function readFirstHour({ db }: Pick<Deps, 'db'>, id: string): Promise<BegunHour> {
	const found = await findFirstHour(db, id);
	if (!found) throw new Refusal('not-found', `There is no first hour "${id}".`);
	return found;
}

async function noteBegun(
	{ db }: Deps,
	{ id, report }: BegunHour,
	{
		endpoint,
		judge,
		by,
		limitMicroUsd,
	}: Pick<Asked, 'by' | 'limitMicroUsd'> & {
		readonly endpoint: Endpoint;
		readonly judge: HourJudge;
	},
): Promise<void> {
	const refused = await db.transaction(async (tx) => {
		const row = { id, endpoint: endpoint.name, actor: by.actor, report };
		const other = await beginFirstHour(tx, row);
		if (other) return other;
		await appendAudit(tx, {
			...by,
			action: 'endpoint.first-hour',
			subject: endpoint.name,
			detail: {
				id,
				judge: judge.name,
				model: judge.definition.model,
				limit_micro_usd: limitMicroUsd,
			},
		});
		return undefined;
	});
	if (refused)
		throw new Refusal(
			'conflict',
			`Nothing was asked: ${endpoint.name} is being asked already (${refused.underway}). Read its report, or wait until it has ended.`,
		);
}

/** Stores the report while the games are played, so that it is there when this process is gone. */
async function saveAsItGrows(
	{ db, log }: Deps,
	id: string,
	describe: (stopped: FoundHour['stopped']) => BegunHour['report'],
	play: () => Promise<FoundHour['stopped']>,
): Promise<void> {
	let saving: Promise<void> = Promise.resolve();
	const save = (stopped: FoundHour['stopped'], isOver: boolean) => {
		saving = saving
			.then(() => saveFirstHour(db, { id, report: describe(stopped), isOver }))
			.catch((error: unknown) => log.warn({ err: error, id }, 'a report was not stored'));
	};
	const timer = setInterval(() => save(undefined, false), SAVED_EVERY_MS);
	try {
		const stopped = await play();
		clearInterval(timer);
		save(stopped, true);
	} finally {
		clearInterval(timer);
		await saving;
	}
}

/** Returns why not all games were asked. */
async function playGames(
	deps: Deps,
	hour: {
		readonly endpoint: Endpoint;
		readonly judge: HourJudge;
		readonly expected: readonly ExpectedGame[];
		readonly headers: HeaderLog;
		readonly soFar: HourGame[];
	},
	limitMicroUsd: number,
): Promise<FoundHour['stopped']> {
	const { endpoint, judge, expected, headers, soFar } = hour;
	const signal = AbortSignal.any([deps.stopping, AbortSignal.timeout(LONGEST_MS)]);
	const forget = endpoint.listen(headers.note);
	const { stopped } = await playWithin(expected, {
		limitMicroUsd,
		most: Math.min(MOST_IN_FLIGHT, endpoint.facts.concurrency),
		mostOf: ({ mostMicroUsd }) => mostMicroUsd,
		play: async (game) => {
			const played = await playHourGame(game, { ...deps, ...judge, endpoint, signal });
			if (played) soFar.push(played);
			return played;
		},
	}).finally(forget);
	return stopped === 'time' && deps.stopping.aborted ? 'server' : stopped;
}

type HourJudge = {
	readonly definition: JudgeDefinition;
	/** Null for the project's own prompt. */
	readonly name: string | null;
	readonly price: Price | undefined;
};

async function chooseJudge(
	deps: Deps,
	endpoint: Endpoint,
	{ judge: name, signal }: { readonly judge: string | undefined; readonly signal: AbortSignal },
): Promise<HourJudge> {
	const row =
		name === undefined ? await findNewestJudge(deps, { endpoint }) : await findJudge(deps.db, name);
	if (row) {
		refuseUnasked(row);
		requireAllowed(endpoint, row.model, 'judge');
		const definition = judgeDefinitionSchema.parse(row.definition);
		const price = await findJudgePrice(deps.db, row, endpoint);
		return { definition, name: nameJudge(row), price };
	}
	const model = chooseModel(endpoint, await endpoint.listModels(signal));
	if (model === undefined)
		throw new Refusal(
			'conflict',
			`Nothing was asked: no judge is asked at ${endpoint.name}, and its settings name no model. Name a judge.`,
		);
	const price = await findModelPrice(deps.db, model, endpoint);
	return { definition: defaultJudge(model), name: null, price };
}
