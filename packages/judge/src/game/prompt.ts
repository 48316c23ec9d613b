import type { ChatMessage } from '../endpoint/chat-request.ts';
import type { JudgeDefinition } from '../definition/definition.ts';
import { escapeForJudge } from './escape-for-judge.ts';
import { fenceLine } from './fence.ts';
import { fillTemplate } from '../definition/template.ts';

export type PromptParts = {
	/** The benchmark's question: one user message, or several turns. */
	readonly question: readonly ChatMessage[];
	readonly answerA: string;
	readonly answerB: string;
	/** Token of `gameFence`. */
	readonly fence: string;
};

/** The messages of a game. Pure: the same judgment always gives the same prompt. */
export function buildMessages(definition: JudgeDefinition, parts: PromptParts): ChatMessage[] {
	const content = fillTemplate(definition.userTemplate, {
		question: showQuestion(parts.question),
		answer_a: fenceAnswer(parts.answerA, parts.fence),
		answer_b: fenceAnswer(parts.answerB, parts.fence),
	});
	const user: ChatMessage = { role: 'user', content };
	if (definition.systemPrompt === '') return [user];
	return [{ role: 'system', content: definition.systemPrompt }, user];
}

/** A single user message as it is; several turns each under a line with its number and role. */
function showQuestion(turns: readonly ChatMessage[]): string {
	const [first] = turns;
	if (first !== undefined && turns.length === 1 && first.role === 'user') {
		return escapeForJudge(first.content);
	}
	return turns
		.map((turn, i) => `<|Turn ${i + 1}: ${turn.role}|>\n${escapeForJudge(turn.content)}`)
		.join('\n\n');
}

function fenceAnswer(answer: string, fence: string): string {
	const line = fenceLine(fence);
	return `${line}\n${escapeForJudge(answer)}\n${line}`;
}
