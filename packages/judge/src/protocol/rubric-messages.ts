import type { Criterion } from '../definition/criteria.ts';
import type { ChatMessage } from '../endpoint/chat-request.ts';
import { escapeForRating } from '../prompt/escape-ratings.ts';
import { openReferenceBlock } from '../prompt/reference-block.ts';
import { fenceAnswer, showQuestion } from '../prompt/shown-texts.ts';

/** The named places of a user template of a judge that rates one answer. */
export const RUBRIC_SLOTS = ['question', 'answer', 'criterion', 'reference'] as const;
type RubricSlot = (typeof RUBRIC_SLOTS)[number];

/** What stands around the answer. Judges and the rehearsal judge look for them. */
export const RATED_MARKERS = [
	"<|The Start of the Assistant's Answer|>",
	"<|The End of the Assistant's Answer|>",
] as const;

const SLOT = /\{\{(question|answer|criterion|reference)\}\}/g;

/** The messages of a rating. Pure: the same judgment always gives the same prompt. */
export function buildRubricMessages(
	{ systemPrompt, userTemplate }: { readonly systemPrompt: string; readonly userTemplate: string },
	parts: {
		/** The benchmark's question: one user message, or several turns. */
		readonly question: readonly ChatMessage[];
		readonly answer: string;
		/** Of the question; absent where the judge is shown none. */
		readonly reference?: string | undefined;
		readonly criterion: Pick<Criterion, 'text'>;
		/** Token of `gameFence`. */
		readonly fence: string;
	},
): ChatMessage[] {
	const shown: Readonly<Record<RubricSlot, string>> = {
		question: showQuestion(parts.question, escapeForRating),
		answer: fenceAnswer(parts.answer, parts.fence, escapeForRating),
		criterion: parts.criterion.text,
		// Without a reference its block is left out, and the slot with it.
		reference:
			parts.reference === undefined
				? ''
				: fenceAnswer(parts.reference, parts.fence, escapeForRating),
	};
	// One pass, so that a slot's name inside a question or an answer stays text.
	const template = openReferenceBlock(userTemplate, parts.reference !== undefined);
	const content = template.replace(SLOT, (_whole, slot: RubricSlot) => shown[slot]);
	const user: ChatMessage = { role: 'user', content };
	return systemPrompt === '' ? [user] : [{ role: 'system', content: systemPrompt }, user];
}
