import type { ChatMessage } from '../endpoint/chat-request.ts';
import { escapeForJudge } from './escape-for-judge.ts';
import { fenceLine } from './fence.ts';

/** A single user message as it is; several turns each under a line with its number and role. */
export function showQuestion(turns: readonly ChatMessage[], escape = escapeForJudge): string {
	const [first] = turns;
	if (first !== undefined && turns.length === 1 && first.role === 'user') {
		return escape(first.content);
	}
	return turns
		.map((turn, i) => `<|Turn ${i + 1}: ${turn.role}|>\n${escape(turn.content)}`)
		.join('\n\n');
}

/** An answer between two lines that only its reader knows to end it. */
export function fenceAnswer(answer: string, fence: string, escape = escapeForJudge): string {
	const line = fenceLine(fence);
	return `${line}\n${escape(answer)}\n${line}`;
}
