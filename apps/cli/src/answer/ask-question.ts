import type { AskResult } from '@codejoust/judge/endpoint/ask-result';
import { type RetryDeps, callWithRetries } from '@codejoust/judge/endpoint/call-with-retries';
import type { ChatRequest } from '@codejoust/judge/endpoint/chat-request';
import type { AnswerFiles, Wanted } from './answer-files.ts';
import type { AskedQuestion } from './question-source.ts';
import { type Missing, readTurn } from './read-turn.ts';
import { buildPrompt, findTurns } from './turns.ts';

/** How a question is asked, the same for all. */
export type Asking = {
	readonly model: string;
	readonly system: string | undefined;
	/** Of the first sample; later ones are asked with the next numbers. Undefined: none is sent. */
	readonly seed: number | undefined;
};

/** What the rest of a conversation came to. */
export type Asked = { readonly kind: 'answered' } | ({ readonly kind: 'missing' } & Missing);

/** The request of the next turn; `said` are the answers to the turns before. */
export function buildRequest(
	{ messages }: AskedQuestion,
	said: readonly string[],
	{ sample, asking }: { readonly sample: number; readonly asking: Asking },
): ChatRequest {
	const { model, system, seed } = asking;
	return {
		model,
		messages: buildPrompt(messages, said, system),
		...(seed === undefined ? {} : { seed: seed + sample - 1 }),
	};
}

/**
 * Asks what is left of one question, turn by turn, and writes its answer. An empty turn ends the conversation. Rejects when the
 * signal aborts or a file cannot be written.
 */
export async function askQuestion(
	question: AskedQuestion,
	wanted: Wanted,
	deps: RetryDeps & {
		readonly asking: Asking;
		readonly files: Pick<AnswerFiles, 'turnsOf' | 'keepTurn' | 'write'>;
		/** Hears of every call of this question. */
		readonly onResult: (result: AskResult) => void;
	},
): Promise<Asked> {
	const { files, asking, onResult } = deps;
	const turns = findTurns(question.messages).length;
	const replies = [...files.turnsOf(wanted)];
	while (replies.length < turns) {
		const said = replies.map(({ text }) => text);
		const request = buildRequest(question, said, { sample: wanted.sample, asking });
		const { result, receivedAt } = await callWithRetries(request, question.id, {
			...deps,
			ask: async (sent, signal) => {
				const result = await deps.ask(sent, signal);
				onResult(result);
				return result;
			},
			// Half a reply is no answer, and none of its words are kept.
			onUnread: () => Promise.resolve(),
		});
		const read = readTurn(result, request.messages, { at: new Date(receivedAt), isBatch: false });
		if (read.kind === 'missing') return read;
		const { reply } = read;
		replies.push(reply);
		if (reply.end === 'empty' || replies.length === turns) break;
		await files.keepTurn(wanted, replies.length - 1, reply);
	}
	await files.write(wanted, replies);
	return { kind: 'answered' };
}
