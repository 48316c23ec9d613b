import { appendAudit } from '@codejoust/db/queries/keys/audit';
import { defaultJudge } from '@codejoust/judge/protocol/default-judges';
import {
	hashDefinition,
	type JudgeDefinition,
	judgeDefinitionSchema,
} from '@codejoust/judge/protocol/definition';
import type { Price } from '@codejoust/judge/endpoint/prices';
import { openHeaderLog } from '@codejoust/judge/first-hour/header-log';
import { playWithin } from '@codejoust/judge/first-hour/play-within';
import type { Endpoint } from '@codejoust/judge/judge-endpoint';
import type { Actor } from '../../actor.ts';
import { nameJudge } from '../../benchmark-name.ts';
import type { ApiDeps } from '../../deps.ts';
import { findJudgePrice, findModelPrice } from '../../judge-price.ts';
import type { FoundHour } from '../../present/first-hour.ts';
import { Refusal } from '../../refusal.ts';
import { findJudge } from '../judges/find-judge.ts';
import {
	chooseModel,
	findNewestJudge,
	requireAllowed,
	requireBudget,
	requireOwn,
} from './own-endpoint.ts';
import { expectGame, playHourGame } from './play-hour-game.ts';
import { readSampleGames } from './sample-games.ts';

type Deps = Pick<
	ApiDeps,
	'db' | 'endpoints' | 'endpointOf' | 'fenceSecret' | 'clock' | 'now' | 'stopping'
>;

/** Below what a caller waits for an answer. */
const LONGEST_MS = 270_000;
const MOST_IN_FLIGHT = 10;

/**
 * Asks an endpoint questions of the shipped sample in both orders, and says what it did with them. No call is repeated and no
 * reply asked for again; nothing is stored but the fact that somebody did it.
 */
export async function playFirstHour(
	deps: Deps,
	asked: {
		readonly name: string;
		readonly judge: string | undefined;
		readonly questions: number;
		readonly limitMicroUsd: number;
		readonly isUnpriced: boolean;
		readonly by: Actor;
		readonly signal: AbortSignal;
	},
): Promise<FoundHour> {
	const endpoint = await requireOwn(deps, asked.name);
	const left = await requireBudget(deps);
	const judge = await chooseJudge(deps, endpoint, asked);
	const { price } = judge;
	if (!price && !asked.isUnpriced)
		throw new Refusal(
			'conflict',
			`Nothing was asked: the price of ${judge.definition.model} at ${endpoint.name} is not known, so no limit can hold. Give it in the prices of the endpoint or of the judge, or ask with unpriced.`,
		);
	const signal = AbortSignal.any([asked.signal, deps.stopping, AbortSignal.timeout(LONGEST_MS)]);
	const games = await readSampleGames(asked.questions);
	const judgeHash = hashDefinition(judge.definition);
	const expected = await Promise.all(
		games.map(async (game) => expectGame({ ...game, judgeHash }, { ...deps, ...judge })),
	);
	const headers = openHeaderLog();
	const startedAt = deps.now();
	const limitMicroUsd = Math.min(asked.limitMicroUsd, left);
	const forget = endpoint.listen(headers.note);
	const { played, stopped } = await playWithin(expected, {
		limitMicroUsd,
		most: Math.min(MOST_IN_FLIGHT, endpoint.facts.concurrency),
		mostOf: ({ mostMicroUsd }) => mostMicroUsd,
		play: (game) => playHourGame(game, { ...deps, ...judge, endpoint, signal }),
	}).finally(forget);
	const found = {
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
		games: played,
	};
	await appendAudit(deps.db, {
		...asked.by,
		action: 'endpoint.first-hour',
		subject: endpoint.name,
		detail: {
			judge: judge.name,
			model: judge.definition.model,
			games: played.length,
			stopped: stopped ?? null,
			at_most_micro_usd: played.reduce((total, { microUsd }) => total + microUsd, 0),
		},
	});
	if (asked.signal.aborted)
		throw new Refusal('not-ready', 'The first hour was ended before the endpoint had answered.');
	return found;
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
