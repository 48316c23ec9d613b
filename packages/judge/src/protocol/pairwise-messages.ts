import type { ChatMessage } from '../endpoint/chat-request.ts';
import { fenceAnswer, showQuestion } from '../prompt/shown-texts.ts';
import { fillTemplate } from '../prompt/template.ts';

export type PromptParts = {
	/** The benchmark's question: one user message, or several turns. */
	readonly question: readonly ChatMessage[];
	readonly answerA: string;
	readonly answerB: string;
	/** Token of `gameFence`. */
	readonly fence: string;
};

/** The messages of a game. Pure: the same judgment always gives the same prompt. */
export function buildMessages(
	{ systemPrompt, userTemplate }: { readonly systemPrompt: string; readonly userTemplate: string },
	parts: PromptParts,
): ChatMessage[] {
	const content = fillTemplate(userTemplate, {
		question: showQuestion(parts.question),
		answer_a: fenceAnswer(parts.answerA, parts.fence),
		answer_b: fenceAnswer(parts.answerB, parts.fence),
	});
	const user: ChatMessage = { role: 'user', content };
	if (systemPrompt === '') return [user];
	return [{ role: 'system', content: systemPrompt }, user];
}
