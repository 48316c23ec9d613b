import { toCsv } from './csv.ts';
import type { RunReply } from './schemas/run-replies.ts';

const TITLES = [
	'schema',
	'received_at',
	'question_id',
	'battle_id',
	'order',
	'attempt',
	'verdict',
	'unscored_reason',
	'error_class',
	'prompt_tokens',
	'completion_tokens',
	'tokens_estimated',
	'cost_usd',
	'latency_ms',
	'model_reported',
] as const;

/** The replies of a run with what each of them cost, as CSV with a line of titles. */
export function repliesCsv(replies: readonly RunReply[]): string {
	return toCsv([
		TITLES,
		...replies.map((reply) => [
			'codejoust-replies@1',
			reply.received_at,
			reply.question_id,
			reply.battle_id,
			reply.order,
			reply.attempt,
			reply.verdict,
			reply.unscored_reason,
			reply.error_class,
			reply.prompt_tokens,
			reply.completion_tokens,
			reply.tokens_estimated,
			// A price of a token is a fraction of a cent.
			reply.cost_micro_usd === null ? null : (reply.cost_micro_usd / 1e6).toFixed(6),
			reply.latency_ms,
			reply.model_reported,
		]),
	]);
}
