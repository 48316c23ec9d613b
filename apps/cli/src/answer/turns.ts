import type { ChatMessage } from '@codejoust/judge/endpoint/chat-request';

/**
 * The places in a question where the model is to speak, as the index of the last message before: behind every user message
 * that the question's own assistant message does not follow. MT-bench's questions have two; most have one. Never empty.
 */
export function findTurns(messages: readonly ChatMessage[]): readonly number[] {
	let isAsked = false;
	const turns = messages.flatMap(({ role }, at) => {
		isAsked = role === 'user' || (isAsked && role !== 'assistant');
		const next = messages[at + 1]?.role;
		if (!isAsked || (next !== undefined && next !== 'user')) return [];
		isAsked = false;
		return [at];
	});
	return turns.length > 0 ? turns : [messages.length - 1];
}

/**
 * What is sent for the next turn of a question: all messages up to it, with what the model has said at the turns before.
 *
 * @param said the answers to the first turns; fewer than the question has
 */
export function buildPrompt(
	messages: readonly ChatMessage[],
	said: readonly string[],
	system: string | undefined,
): readonly ChatMessage[] {
	const turns = findTurns(messages);
	const end = turns[said.length] ?? messages.length - 1;
	const first: readonly ChatMessage[] =
		system === undefined ? [] : [{ role: 'system', content: system }];
	const rest = messages.slice(0, end + 1).flatMap((message, at): readonly ChatMessage[] => {
		const answer = said[turns.indexOf(at)];
		return answer === undefined ? [message] : [message, { role: 'assistant', content: answer }];
	});
	return [...first, ...rest];
}
