import type { Difficulty } from '@codejoust/arena/rules/difficulty';
import type { MessageRole } from '@codejoust/arena/rules/message-role';
import type { ReferenceOrigin, ReferenceVisibility } from '@codejoust/arena/rules/reference';

export type QuestionMessage = {
	readonly role: MessageRole;
	readonly content: string;
};

/** One question of a benchmark, whatever format it came in. */
export type QuestionRecord = {
	readonly question_id: string;
	readonly messages: readonly QuestionMessage[];
	readonly category: string;
	readonly subcategory: string;
	readonly languages: readonly string[];
	readonly difficulty: Difficulty;
	readonly reference?: string;
	/** Absent where nobody said, or there is no reference. */
	readonly reference_origin?: ReferenceOrigin;
	/** Public unless the file says otherwise. */
	readonly reference_visibility?: ReferenceVisibility;
	/** 1-based line of the file. */
	readonly line: number;
};

/** The question as one text: what AlpacaEval's outputs are matched by. */
export function promptOf(question: Pick<QuestionRecord, 'messages'>): string {
	const asked = question.messages.filter(({ role }) => role === 'user');
	return asked.map(({ content }) => content).join('\n\n');
}
