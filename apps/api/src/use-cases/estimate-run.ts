import type { Database } from '@codejoust/db/connect';
import { countKnown, findUsage } from '@codejoust/db/queries/estimate';
import { findJudgeVersion, type JudgeVersionRow } from '@codejoust/db/queries/judges';
import {
	findCharacters,
	findSubmission,
	type SubmissionRow,
} from '@codejoust/db/queries/submissions';
import { judgeDefinitionSchema } from '@codejoust/judge/definition';
import type { RunVia } from '@codejoust/db/schema/runs';
import { costMicroUsd, scalePrice } from '@codejoust/judge/prices';
import { parseJudgeName } from '../benchmark-name.ts';
import { Refusal } from '../refusal.ts';
import type { RunEstimate } from '../schemas/run-plan.ts';
import { findJudgePrice } from './judge-price.ts';
import { planBattles } from './plan-run.ts';

/** English and code run at about four characters to a token. */
const CHARACTERS_PER_TOKEN = 4;
/** Until a judge has replies of its own to go by. */
const USUAL_COMPLETION_TOKENS = 600;
const USUAL_LATENCY_MS = 8_000;

export type RunPlan = {
	readonly submission: SubmissionRow;
	readonly judge: JudgeVersionRow;
	readonly replicate: number;
	/** Live unless told. */
	readonly via?: RunVia;
	/** What a token costs in a batch, as a part of its price. */
	readonly batchPriceFactor?: number;
};

/** What the endpoint's Batch API takes its time for. */
const BATCH_WINDOW_SECONDS = 86_400;

/** A submission and a judge version by name; the refusal names what is unknown. */
export async function findRunPlan(
	db: Database,
	names: {
		readonly submission: string;
		readonly judge: string;
		readonly replicate: number;
		readonly via?: RunVia;
		readonly batchPriceFactor?: number;
	},
): Promise<RunPlan> {
	const submission = await findSubmission(db, names.submission);
	const judge = await findJudgeVersion(db, parseJudgeName(names.judge));
	const errors = [
		...(submission
			? []
			: [{ name: 'submission', value: names.submission, reason: 'There is no such submission.' }]),
		...(submission?.isBaseline
			? [
					{
						name: 'submission',
						value: names.submission,
						reason: 'The baseline is not judged against itself.',
					},
				]
			: []),
		...(judge
			? []
			: [{ name: 'judge', value: names.judge, reason: 'There is no such judge version.' }]),
		...(judge?.isRehearsal && names.via === 'batch'
			? [
					{
						name: 'via',
						value: names.via,
						reason: 'The rehearsal judge costs nothing and has no Batch API: ask it live.',
					},
				]
			: []),
	];
	if (!submission || !judge || errors.length > 0)
		throw new Refusal('invalid-input', errors.map(({ reason }) => reason).join(' '), errors);
	const { replicate, via = 'live', batchPriceFactor = 1 } = names;
	return { submission, judge, replicate, via, batchPriceFactor };
}

/** What a run would ask, take and cost, before anything is asked: games known already cost nothing. */
export async function estimateRun(
	db: Database,
	plan: RunPlan,
	maxInFlight: number,
): Promise<RunEstimate> {
	const { submission, judge, replicate, via, batchPriceFactor = 1 } = plan;
	const battles = await planBattles(db, {
		submissionId: submission.id,
		benchmarkVersionId: submission.benchmarkVersionId,
		judge,
		replicate,
	});
	const identities = battles.flatMap(({ games }) => games.map(({ identity }) => identity));
	const known = await countKnown(db, identities);
	const { perBattle } = await findCharacters(db, submission);
	const toAsk = identities.length - known;
	const asked = { games: toAsk, charactersPerGame: perBattle, maxInFlight };
	const estimate = await estimateGames(db, judge, {
		...asked,
		priceFactor: via === 'batch' ? batchPriceFactor : 1,
	});
	return {
		games: identities.length,
		games_known: known,
		games_to_ask: toAsk,
		...estimate,
		...(via === 'batch' ? { seconds: toAsk === 0 ? 0 : BATCH_WINDOW_SECONDS } : {}),
	};
}

type GamesEstimate = Omit<RunEstimate, 'games' | 'games_known' | 'games_to_ask'>;

/** What so many games under a judge take, going by its replies so far. */
export async function estimateGames(
	db: Database,
	judge: JudgeVersionRow,
	asked: {
		readonly games: number;
		/** Of the question and both answers. */
		readonly charactersPerGame: number;
		readonly maxInFlight: number;
		/** A part of the judge's price; all of it unless told. */
		readonly priceFactor?: number;
	},
): Promise<GamesEstimate> {
	const { systemPrompt, userTemplate } = judgeDefinitionSchema.parse(judge.definition);
	const usage = await findUsage(db, judge.id);
	const characters = systemPrompt.length + userTemplate.length + asked.charactersPerGame;
	const promptTokens = Math.round((asked.games * characters) / CHARACTERS_PER_TOKEN);
	const completionTokens = Math.round(
		asked.games * (usage.completionTokens ?? USUAL_COMPLETION_TOKENS),
	);
	const price = scalePrice(await findJudgePrice(db, judge), asked.priceFactor ?? 1);
	const latencyMs = usage.latencyMs ?? USUAL_LATENCY_MS;
	return {
		prompt_tokens: promptTokens,
		completion_tokens: completionTokens,
		cost_micro_usd: costMicroUsd({ promptTokens, completionTokens }, price) ?? null,
		seconds: Math.ceil((Math.ceil(asked.games / asked.maxInFlight) * latencyMs) / 1000),
		is_from_history: usage.replies > 0,
	};
}
