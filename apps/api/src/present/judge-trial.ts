import type { Judgment } from '@codejoust/arena/rules/judgment';
import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import type { JudgeDefinition } from '@codejoust/judge/protocol/definition';
import { isRehearsalModel } from '@codejoust/judge/definition/rehearsal-policies';
import type { Attempt } from '@codejoust/judge/endpoint/attempt';
import type { JudgeTrial } from '@codejoust/contract/schemas/judge-registry';
import { nameJudge } from '../benchmark-name.ts';
import { presentReading } from './reading.ts';
import { presentJudgeBrief } from './names.ts';

/** One call of a trial. */
export type TrialCall = {
	readonly attempt: Attempt;
	/** The body that was sent. */
	readonly request: Readonly<Record<string, unknown>>;
	/** Undefined without a price or a reply. */
	readonly costMicroUsd: number | undefined;
};
export type TrialGame = {
	readonly order: string;
	readonly judgment: Judgment;
	readonly calls: readonly TrialCall[];
};

/** What a judge said about one stored battle when it was asked as a test. */
export type FoundTrial = Pick<JudgeTrial, 'endpoint' | 'benchmark' | 'model' | 'outcome'> & {
	readonly judge: {
		readonly definition: JudgeDefinition;
		readonly hash: string;
		/** Undefined before a release. */
		readonly row: JudgeVersionRow | undefined;
	};
	readonly battleId: string;
	readonly questionId: string;
	readonly games: readonly TrialGame[];
	readonly costMicroUsd: number | null;
};

export function presentJudgeTrial(found: FoundTrial): JudgeTrial {
	return {
		judge: presentTriedJudge(found.judge),
		endpoint: found.endpoint,
		battle_id: found.battleId,
		benchmark: found.benchmark,
		question_id: found.questionId,
		model: found.model,
		games: found.games.map(({ order, judgment, calls }) => ({
			order,
			...presentJudgment(judgment),
			attempts: calls.map(presentCall),
		})),
		outcome: found.outcome,
		cost_micro_usd: found.costMicroUsd,
	};
}

function presentTriedJudge({ definition, hash, row }: FoundTrial['judge']): JudgeTrial['judge'] {
	const { kind, model } = definition;
	const criterion = 'criterion' in definition ? definition.criterion : undefined;
	const isRehearsal = isRehearsalModel(model);
	const brief = presentJudgeBrief({
		slug: '',
		version: 0,
		hash,
		kind,
		model,
		isRehearsal,
		criterion: criterion?.name ?? null,
		recordedOrders: null,
		fences: 'fences' in definition ? (definition.fences ?? null) : null,
	});
	return { ...brief, name: row ? nameJudge(row) : null };
}

/** What was read of a reply. */
function presentJudgment(judgment: Judgment) {
	return {
		...presentReading(judgment),
		unscored_reason: judgment.kind === 'scored' ? null : judgment.reason,
	};
}

function presentCall({
	attempt,
	request,
	costMicroUsd,
}: TrialCall): JudgeTrial['games'][number]['attempts'][number] {
	const { judgment } = attempt;
	const isError = judgment.kind === 'unscored' && judgment.reason === 'provider-error';
	return {
		request,
		reply: attempt.text,
		thinking: attempt.thinking,
		error: attempt.detail,
		flags: [...attempt.flags],
		...presentJudgment(judgment),
		error_class: isError ? judgment.errorClass : null,
		finish_reason: attempt.finishReason,
		model_reported: attempt.model,
		prompt_tokens: attempt.promptTokens,
		completion_tokens: attempt.completionTokens,
		tokens_estimated: attempt.tokensEstimated,
		cost_micro_usd: costMicroUsd ?? null,
		latency_ms: attempt.latencyMs === null ? null : Math.round(attempt.latencyMs),
		is_re_ask: attempt.isReAsk,
	};
}
