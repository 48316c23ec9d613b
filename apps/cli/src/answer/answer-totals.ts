import type { AnswerRow } from './answer-row.ts';
import type { AnswerEnd } from './read-turn.ts';

/** What is known of all answers in the files of one model. */
export type AnswerTotals = {
	readonly answers: number;
	readonly ends: Readonly<Partial<Record<AnswerEnd, number>>>;
	/** Empty answers before which the model thought. */
	readonly thoughtOnly: number;
	/** Over the answers whose tokens are known. */
	readonly promptTokens: number;
	readonly completionTokens: number;
	/** Answers whose tokens the provider has not counted. */
	readonly uncounted: number;
	/** Milliseconds of the calls whose times are known, and how many answers these are. */
	readonly latencyMs: number;
	readonly timed: number;
	/** Answers in which characters were replaced. */
	readonly repaired: number;
	/** Names that the provider has reported, in order of appearance; 20 at most. */
	readonly models: readonly string[];
};

export const NO_ANSWERS: AnswerTotals = {
	answers: 0,
	ends: {},
	thoughtOnly: 0,
	promptTokens: 0,
	completionTokens: 0,
	uncounted: 0,
	latencyMs: 0,
	timed: 0,
	repaired: 0,
	models: [],
};

const MOST_MODELS = 20;

export function countRow(totals: AnswerTotals, { provenance }: AnswerRow): AnswerTotals {
	const { end, prompt_tokens: prompt, completion_tokens: completion } = provenance;
	const { latency_ms: latency, model_reported: model, is_repaired: isRepaired } = provenance;
	const isCounted = prompt !== null && completion !== null;
	const isNew =
		model !== null && !totals.models.includes(model) && totals.models.length < MOST_MODELS;
	return {
		answers: totals.answers + 1,
		ends: { ...totals.ends, [end]: (totals.ends[end] ?? 0) + 1 },
		thoughtOnly:
			totals.thoughtOnly + (end === 'empty' && provenance.thinking_characters > 0 ? 1 : 0),
		promptTokens: totals.promptTokens + (isCounted ? prompt : 0),
		completionTokens: totals.completionTokens + (isCounted ? completion : 0),
		uncounted: totals.uncounted + (isCounted ? 0 : 1),
		latencyMs: totals.latencyMs + (latency ?? 0),
		timed: totals.timed + (latency === null ? 0 : 1),
		repaired: totals.repaired + (isRepaired ? 1 : 0),
		models: isNew ? [...totals.models, model] : totals.models,
	};
}
