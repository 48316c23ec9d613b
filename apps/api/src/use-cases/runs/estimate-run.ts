import type { Database } from '@codejoust/db/connect';
import { countKnown, findUsage } from '@codejoust/db/queries/runs/estimate';
import { findJudgeVersion, type JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import {
	findCharacters,
	findSubmission,
	type SubmissionRow,
} from '@codejoust/db/queries/submissions/submissions';
import { type JudgeDefinition, readDefinition } from '@codejoust/judge/protocol/definition';
import { countOwnCharacters } from '@codejoust/judge/protocol/pairwise-messages';
import type { RunVia } from '@codejoust/db/schema/runs';
import { scalePrice } from '@codejoust/judge/endpoint/prices';
import { parseJudgeName } from '../../benchmark-name.ts';
import { Refusal } from '../../refusal.ts';
import type { RunEstimate } from '@codejoust/contract/schemas/run-plan';
import { findJudgePrice } from '../../judge-price.ts';
import type { JudgeTerms, TermsOf } from '../../judge-terms.ts';
import { refuseRecorded } from '../judges/refuse-unasked.ts';
import { hasMembers } from '../../has-members.ts';
import { addMembers, estimateSeats } from './estimate-members.ts';
import { estimateCost } from './estimate-cost.ts';
import type { LaterGames } from './planned-run.ts';
import { listIdentities, planBattles } from './plan-battles.ts';
import { countReferenceCharacters } from './reference-characters.ts';
import { findRehearsalBatch } from './rehearsal-batch.ts';
import { readBattleInput } from './read-battle-input.ts';
import { countShown } from './shown-characters.ts';

/** English and code run at about four characters to a token. */
const CHARACTERS_PER_TOKEN = 4;
/** Until a judge has replies of its own to go by. */
const USUAL_COMPLETION_TOKENS = 600;
const USUAL_LATENCY_MS = 8_000;

export type RunPlan = {
	readonly submission: Pick<SubmissionRow, 'id' | 'benchmarkVersionId'>;
	readonly judge: JudgeVersionRow;
	readonly replicate: number;
	/** Live by default. */
	readonly via?: RunVia;
	/** Keys of the questions to judge; all of them where they are not named. */
	readonly questions?: ReadonlySet<string> | undefined;
};

/** The games of a run whose battles are planned. */
export type PlannedGames = Omit<RunPlan, 'replicate'> & {
	readonly identities: readonly string[];
	/** Otherwise the references of the questions are left out, also under a judge that uses them. */
	readonly hasReferences?: boolean;
	/** Of a jury or cascade, whose own games are theirs. */
	readonly members?: readonly PlannedGames[];
	/** Of a cascade. */
	readonly later?: LaterGames;
};

/** What the endpoint's Batch API takes its time for. */
export const BATCH_WINDOW_SECONDS = 86_400;

/** A submission and a judge version by name; the refusal names what is unknown. */
export async function findRunPlan(
	db: Database,
	names: {
		readonly submission: string;
		readonly judge: string;
		readonly replicate: number;
		readonly via?: RunVia;
	},
): Promise<RunPlan> {
	const submission = await findSubmission(db, names.submission);
	const judge = await findJudgeVersion(db, parseJudgeName(names.judge));
	const fault = judge && findRehearsalBatch(judge, names.via);
	const errors = [
		...(submission
			? []
			: [{ name: 'submission', value: names.submission, reason: 'There is no such submission.' }]),
		...(submission?.isBaseline
			? [
					{
						name: 'submission',
						value: names.submission,
						reason: 'The baseline cannot be judged against itself.',
					},
				]
			: []),
		...(judge
			? []
			: [{ name: 'judge', value: names.judge, reason: 'There is no such judge version.' }]),
		...(fault ? [fault] : []),
	];
	if (!submission || !judge || errors.length > 0)
		throw new Refusal('invalid-input', errors.map(({ reason }) => reason).join(' '), errors);
	const { replicate, via = 'live' } = names;
	return { submission, judge, replicate, via };
}

/** What a run would ask, take and cost, before anything is asked: games known already cost nothing. */
export async function estimateRun(
	db: Database,
	plan: RunPlan,
	termsOf: TermsOf,
): Promise<RunEstimate> {
	const { submission, judge } = plan;
	refuseRecorded(judge);
	if (hasMembers(judge)) {
		const { questions } = await readBattleInput(db, submission);
		const about = { judge, submissionIds: [submission.id], termsOf, questions };
		return estimateSeats(db, about, (share) => estimateRun(db, { ...plan, ...share }, termsOf));
	}
	const battles = planBattles(await readBattleInput(db, submission), plan);
	return estimateGamesOf(db, { ...plan, identities: listIdentities(battles) }, termsOf);
}

/** The same of battles that are planned already. */
export async function estimateGamesOf(
	db: Database,
	planned: PlannedGames,
	termsOf: TermsOf,
): Promise<RunEstimate> {
	const { submission, judge, via, identities, members = [], later, hasReferences = true } = planned;
	if (members.length > 0)
		return addMembers(db, { members, later, submissionIds: [submission.id], termsOf }, (member) =>
			estimateGamesOf(db, member, termsOf),
		);
	const terms = termsOf(judge);
	const known = await countKnown(db, identities);
	const shown = countShown(judge, await findCharacters(db, submission));
	const references = hasReferences
		? await countReferenceCharacters(db, judge, submission.benchmarkVersionId)
		: 0;
	const toAsk = identities.length - known;
	const asked = { games: toAsk, charactersPerGame: shown + references, terms };
	const estimate = await estimateGames(db, judge, {
		...asked,
		priceFactor: via === 'batch' ? terms.batchPriceFactor : 1,
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
		/** Of the question and the answers that the judge is shown. */
		readonly charactersPerGame: number;
		readonly terms: JudgeTerms;
		/** A part of the judge's price; all of it unless told. */
		readonly priceFactor?: number;
	},
): Promise<GamesEstimate> {
	const own = promptLength(judge);
	const usage = await findUsage(db, judge.id);
	const usual = Math.min(USUAL_COMPLETION_TOKENS, ...askedDefinitions(judge).map(limitOf));
	const characters = own + asked.charactersPerGame;
	const promptTokens = Math.round((asked.games * characters) / CHARACTERS_PER_TOKEN);
	const completionTokens = Math.round(asked.games * (usage.completionTokens ?? usual));
	const price = scalePrice(
		await findJudgePrice(db, judge, asked.terms.place),
		asked.priceFactor ?? 1,
	);
	const isFromHistory = usage.replies > 0;
	const latencyMs = usage.latencyMs ?? USUAL_LATENCY_MS;
	return {
		prompt_tokens: promptTokens,
		completion_tokens: completionTokens,
		...estimateCost(
			{ promptTokens, completionTokens },
			{ games: Math.max(1, asked.games), price, isFromHistory },
		),
		seconds: Math.ceil((Math.ceil(asked.games / asked.terms.maxInFlight) * latencyMs) / 1000),
		is_from_history: isFromHistory,
	};
}

/** Characters of a judge's prompts without the texts of a battle; of a jury or cascade, whose games are its members', the mean. */
export function promptLength(judge: Pick<JudgeVersionRow, 'definition'>): number {
	return meanOf(askedDefinitions(judge).map(countOwnCharacters));
}

/** What a judge may write about a game, its re-ask included; of a jury or cascade the most of its members. */
export function mostOutputTokens(judge: Pick<JudgeVersionRow, 'definition'>): number {
	return Math.max(
		...askedDefinitions(judge).map(
			({ maxTokens, reAsk }) =>
				maxTokens.limit * (reAsk.reasons.length === 0 ? 1 : 1 + reAsk.tokenFactor),
		),
	);
}

const limitOf = ({ maxTokens }: JudgeDefinition) => maxTokens.limit;

/** What is asked under a judge version: its own definition, or those of its members. */
function askedDefinitions({
	definition,
}: Pick<JudgeVersionRow, 'definition'>): readonly JudgeDefinition[] {
	const read = readDefinition(definition);
	if (read.kind === 'recorded') throw new Error('nothing is estimated of a recorded judge');
	return 'members' in read ? read.members.map((member) => member.definition) : [read];
}

function meanOf(values: readonly number[]): number {
	return values.reduce((total, value) => total + value, 0) / values.length;
}
