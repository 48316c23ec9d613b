import { costMicroUsd, type Price } from '@codejoust/judge/endpoint/prices';
import type { AnswerTotals } from './answer-totals.ts';
import type { AskedQuestion } from './question-source.ts';
import { findTurns } from './turns.ts';

/** What there is to ask, in sums over all answers that are wanted and not there. */
export type OpenWork = {
	readonly answers: number;
	/** One for each turn. */
	readonly calls: number;
	/** Characters of all prompts, without what the model will have said at earlier turns. */
	readonly characters: number;
	/** Earlier turns that are sent again, over all calls. */
	readonly repeatedTurns: number;
};

export const NO_WORK: OpenWork = { answers: 0, calls: 0, characters: 0, repeatedTurns: 0 };

/** Adds one question, of which `turnsSaid` turns are answered already. */
export function addWork(
	work: OpenWork,
	{ messages }: AskedQuestion,
	{
		turnsSaid,
		systemCharacters,
	}: { readonly turnsSaid: number; readonly systemCharacters: number },
): OpenWork {
	const open = findTurns(messages).slice(turnsSaid);
	const lengths = open.map((end) =>
		messages.slice(0, end + 1).reduce((sum, { content }) => sum + content.length, systemCharacters),
	);
	const repeated = open.reduce((sum, _end, at) => sum + turnsSaid + at, 0);
	return {
		answers: work.answers + 1,
		calls: work.calls + open.length,
		characters: work.characters + lengths.reduce((sum, length) => sum + length, 0),
		repeatedTurns: work.repeatedTurns + repeated,
	};
}

export type AnswerEstimate = {
	readonly promptTokens: number;
	readonly completionTokens: number;
	/** Undefined without a price. */
	readonly costMicroUsd: number | undefined;
	/** Undefined for a batch, whose provider decides when it is done. */
	readonly seconds: number | undefined;
	/** Whether it is taken from answers that this model has given, not from usual ones. */
	readonly isFromAnswers: boolean;
};

/** Of English and code, about. */
const CHARACTERS_PER_TOKEN = 4;
/** An answer to a coding question, as language models give it. */
const USUAL_TOKENS = 800;
const USUAL_TOKENS_PER_SECOND = 60;
const USUAL_FIRST_SECOND = 1;
/** Answers that an estimate may be taken from. */
const ENOUGH_ANSWERS = 5;

/**
 * What asking would take, about.
 *
 * @param rule `mostTokens` of one answer, where the sampling has a limit; requests and tokens a minute where they are limited
 */
export function estimateAnswers(
	work: OpenWork,
	totals: AnswerTotals,
	rule: {
		readonly price: Price | undefined;
		readonly concurrency: number;
		readonly mostTokens: number | undefined;
		readonly requestsPerMinute: number | undefined;
		readonly tokensPerMinute: number | undefined;
		readonly isBatch: boolean;
	},
): AnswerEstimate {
	const counted = totals.answers - totals.uncounted;
	const isFromAnswers = counted >= ENOUGH_ANSWERS;
	const usual = isFromAnswers ? totals.completionTokens / counted : USUAL_TOKENS;
	const each = Math.min(usual, rule.mostTokens ?? Infinity);
	const completionTokens = Math.round(each * work.calls);
	const promptTokens = Math.round(
		work.characters / CHARACTERS_PER_TOKEN + each * work.repeatedTurns,
	);
	const callSeconds =
		totals.timed >= ENOUGH_ANSWERS
			? totals.latencyMs / totals.timed / 1000
			: USUAL_FIRST_SECOND + each / USUAL_TOKENS_PER_SECOND;
	const seconds = Math.max(
		(Math.ceil(work.calls / rule.concurrency) || 0) * callSeconds,
		(60 * work.calls) / (rule.requestsPerMinute ?? Infinity),
		(60 * (promptTokens + completionTokens)) / (rule.tokensPerMinute ?? Infinity),
	);
	return {
		promptTokens,
		completionTokens,
		costMicroUsd: costMicroUsd({ promptTokens, completionTokens }, rule.price),
		seconds: rule.isBatch ? undefined : seconds,
		isFromAnswers,
	};
}
