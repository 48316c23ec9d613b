import { joinThinking } from '@codejoust/arena/rules/final-text';
import type { Judgment, ProviderErrorClass } from '@codejoust/arena/rules/judgment';
import { writeReading } from '@codejoust/arena/rules/reading';
import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import type { RunRow } from '@codejoust/db/queries/runs/runs';
import type { Attempt } from '@codejoust/judge/endpoint/attempt';
import { contentHash } from '@codejoust/judge/identity/identity';
import { costMicroUsd, type Price } from '@codejoust/judge/endpoint/prices';

export type JudgmentSource = {
	readonly run: Pick<RunRow['run'], 'id'>;
	readonly judge: Pick<JudgeVersionRow, 'id'>;
	/** Absent when the judge's price is not known, which is not the same as free. */
	readonly price: Price | undefined;
};

/** What is stored of an attempt. */
export function asJudgmentRow(
	attempt: Attempt,
	identity: string,
	{ run, judge, price }: JudgmentSource,
) {
	const { judgment } = attempt;
	// With a sentence there is always a text: who redacts it takes both away.
	const words = joinThinking(attempt.thinking, attempt.text ?? '') || attempt.detail;
	const body = words === null ? undefined : asStorable(words);
	const textHash = body === undefined ? null : contentHash(body);
	const { promptTokens, completionTokens } = attempt;
	const cost =
		promptTokens === null || completionTokens === null
			? undefined
			: costMicroUsd({ promptTokens, completionTokens }, price);
	return {
		runId: run.id,
		identity,
		judgeVersionId: judge.id,
		verdict: judgment.kind === 'scored' ? writeReading(judgment) : null,
		preference: preferenceOf(judgment),
		unscoredReason: judgment.kind === 'unscored' ? judgment.reason : null,
		errorClass:
			judgment.kind === 'unscored' && judgment.reason === 'provider-error'
				? judgment.errorClass
				: null,
		textHash,
		text: body === undefined || textHash === null ? undefined : { hash: textHash, body },
		detail: attempt.detail,
		flags: [...attempt.flags],
		finishReason: attempt.finishReason,
		modelReported: attempt.model,
		requestId: attempt.requestId,
		promptTokens,
		completionTokens,
		tokensEstimated: attempt.tokensEstimated,
		costMicroUsd: cost ?? null,
		latencyMs: attempt.latencyMs === null ? null : Math.round(attempt.latencyMs),
		transportRetries: attempt.transportRetries,
		isReAsk: attempt.isReAsk,
		askedAt: new Date(attempt.askedAt),
		receivedAt: new Date(attempt.receivedAt),
	};
}

function preferenceOf(judgment: Judgment): number | null {
	return judgment.kind === 'scored' && 'verdict' in judgment ? (judgment.preference ?? null) : null;
}

/** Postgres takes neither NUL nor lone surrogates; a judge's words keep their place with U+FFFD. */
function asStorable(text: string): string {
	return text.toWellFormed().replaceAll('\0', '\uFFFD');
}

/** Whether only an operator can help: a wrong key, no quota left, a model that is gone. */
export function needsOperator(judgment: Judgment): boolean {
	return (
		judgment.kind === 'unscored' &&
		judgment.reason === 'provider-error' &&
		NEEDS_OPERATOR.has(judgment.errorClass)
	);
}

const NEEDS_OPERATOR: ReadonlySet<ProviderErrorClass> = new Set(['auth', 'quota', 'model-gone']);
