import type { EndpointSettings } from '@codejoust/judge/endpoint/endpoint-settings';
import { costMicroUsd, type Price } from '@codejoust/judge/endpoint/prices';
import { groupDigits } from '@codejoust/formats/checks/limits';
import { count, formatDollars, formatDuration } from '../format-numbers.ts';
import { safeText } from '../safe-text.ts';
import type { AnswerTotals } from './answer-totals.ts';
import type { AnswerEstimate, OpenWork } from './estimate-answers.ts';
import type { MissingGroup } from './missing-answers.ts';
import type { AnswerEnd } from './read-turn.ts';

/** What is about to be asked, and what that takes, a line each. */
export function describeOpenWork({
	benchmark,
	options,
	settings,
	work,
	wanted,
	estimate,
}: {
	readonly benchmark: string;
	readonly options: { readonly model: string; readonly batch?: boolean };
	readonly settings: Pick<EndpointSettings, 'baseUrl' | 'concurrency'>;
	readonly work: OpenWork;
	readonly wanted: number;
	readonly estimate: AnswerEstimate;
}): readonly string[] {
	const { host } = new URL(settings.baseUrl);
	const stored = wanted - work.answers;
	const calls = work.calls === work.answers ? '' : ` in ${count(work.calls, 'call')}`;
	const way = options.batch ? 'in batches' : `${settings.concurrency} at a time`;
	const { promptTokens, completionTokens, seconds, costMicroUsd: cost, isFromAnswers } = estimate;
	return [
		`${benchmark}: ${count(work.answers, 'answer')} to ask${calls}${stored === 0 ? '' : `, ${groupDigits(stored)} stored before`}`,
		`Model   ${options.model} at ${host}, ${way}`,
		`Tokens  about ${count(promptTokens, 'prompt token')}, ${count(completionTokens, 'completion token')}`,
		`Cost    ${cost === undefined ? 'unknown: the model has no price here; give one with --price' : `about ${formatDollars(cost)}`}`,
		`Time    ${seconds === undefined ? 'as the provider takes it, within a day' : `about ${formatDuration(seconds)}`}`,
		`Estimated from ${isFromAnswers ? 'the answers so far' : 'usual answers of 800 tokens; a model that thinks writes more'}.`,
	].map(safeText);
}

const END_WORDS: Readonly<Record<Exclude<AnswerEnd, 'whole'>, string>> = {
	cut: 'cut by a token limit',
	empty: 'empty',
	refused: 'refused by the model, in its words',
	unknown: 'with an end that the provider does not name',
	skipped: 'left empty with --give-up',
};

/** What the files hold at the end, and what they lack. */
export function describeResult({
	totals,
	wanted,
	missing,
	price,
	stoppedBy,
}: {
	readonly totals: AnswerTotals;
	readonly wanted: number;
	readonly missing: readonly MissingGroup[];
	readonly price: Price | undefined;
	/** The provider's words for why the asking stopped, which are told apart. */
	readonly stoppedBy: string | undefined;
}): readonly string[] {
	const { answers, ends, promptTokens, completionTokens, uncounted, models, repaired } = totals;
	const special = Object.entries(END_WORDS).flatMap(([end, words]) => {
		const times = ends[end as AnswerEnd] ?? 0;
		return times === 0 ? [] : [`${groupDigits(times)} ${words}`];
	});
	const cost = costMicroUsd({ promptTokens, completionTokens }, price);
	const lack = wanted - answers;
	const told = missing.filter(({ words }) => words !== stoppedBy);
	return [
		`${groupDigits(answers)} of ${count(wanted, 'answer')}${special.length === 0 ? '' : `: ${special.join(', ')}`}.`,
		...(answers === 0
			? []
			: [
					`${count(promptTokens, 'prompt token')}, ${count(completionTokens, 'completion token')}${cost === undefined ? '' : `, ${formatDollars(cost)}`}${uncounted === 0 ? '' : `; the provider counted no tokens of ${groupDigits(uncounted)}`}.`,
				]),
		...(totals.thoughtOnly === 0
			? []
			: [
					`Of the empty ones, ${groupDigits(totals.thoughtOnly)} came with thinking: where the endpoint takes answers for thinking, correct its settings, delete the file and ask again. An empty answer loses its battle.`,
				]),
		...(models.length < 2
			? []
			: [`Several models answered under this name: ${models.join(', ')}.`]),
		...(repaired === 0
			? []
			: [`In ${groupDigits(repaired)} characters that no file may hold are replaced by U+FFFD.`]),
		...told.map(
			({ reason, times, ids, words }) =>
				`Missing: ${groupDigits(times)} (${reason}), such as ${ids.join(', ')}: ${words}`,
		),
		...(told.some(({ isForGood }) => isForGood)
			? [
					'Where no try would bring an answer, --give-up writes an empty one, which loses its battle.',
				]
			: []),
		...(lack === 0 || stoppedBy !== undefined
			? []
			: [`${groupDigits(lack)} missing. Run the same command again to ask for them.`]),
	].map(safeText);
}
