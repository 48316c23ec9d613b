import type { Criterion } from '../definition/criteria.ts';
import type { ChatMessage } from '../endpoint/chat-request.ts';
import { escapeForJudge } from '../prompt/escape-for-judge.ts';
import { openReferenceBlock } from '../prompt/reference-block.ts';
import { fenceAnswer, showQuestion } from '../prompt/shown-texts.ts';
import { fillTemplate } from '../prompt/template.ts';

export type PromptParts = {
	/** The benchmark's question: one user message, or several turns. */
	readonly question: readonly ChatMessage[];
	readonly answerA: string;
	readonly answerB: string;
	/** Of the question; absent where it has none. */
	readonly reference?: string | undefined;
	/** Token of `gameFence`. */
	readonly fence: string;
};

/** The texts of a definition that are part of every prompt. */
export type PromptTexts = {
	readonly systemPrompt: string;
	readonly userTemplate: string;
	readonly criterion?: Pick<Criterion, 'text'> | undefined;
	/** `none`: no line stands around an answer. */
	readonly fences?: 'none' | undefined;
	/** Of a judge that is asked under one of several at a time. */
	readonly criteria?: readonly Pick<Criterion, 'text'>[] | undefined;
};

/** The judge's own texts that every prompt is made of, for estimates of its size. */
export function ownTextsOf(definition: PromptTexts): readonly string[] {
	const { systemPrompt, userTemplate, criterion, criteria = [] } = definition;
	const longest = criteria.reduce(
		(most, { text }) => (text.length > most.length ? text : most),
		'',
	);
	return [systemPrompt, userTemplate, criterion?.text ?? longest];
}

/** Of them all, in UTF-16 units. */
export function countOwnCharacters(definition: PromptTexts): number {
	return ownTextsOf(definition).reduce((total, { length }) => total + length, 0);
}

/** The messages of a game. Pure: the same judgment always gives the same prompt. */
export function buildMessages(
	{ systemPrompt, userTemplate, criterion, fences }: PromptTexts,
	parts: PromptParts,
): ChatMessage[] {
	const template = openReferenceBlock(userTemplate, parts.reference !== undefined);
	const show = (text: string) =>
		fences === 'none' ? escapeForJudge(text) : fenceAnswer(text, parts.fence);
	const content = fillTemplate(template, {
		question: showQuestion(parts.question),
		answer_a: show(parts.answerA),
		answer_b: show(parts.answerB),
		// A template without a criterion has no slot for one.
		criterion: criterion?.text ?? '',
		// Without a reference its block is left out, and the slot with it.
		reference: parts.reference === undefined ? '' : show(parts.reference),
	});
	const user: ChatMessage = { role: 'user', content };
	if (systemPrompt === '') return [user];
	return [{ role: 'system', content: systemPrompt }, user];
}
