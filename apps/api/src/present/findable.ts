import type { Findable } from '@codejoust/contract/schemas/findable';

/** The difference in score that the overall slice finds with 80 % power. */
export type FoundFindable = {
	readonly questions: number;
	readonly difference: number;
	/** False where no board has two ranked models yet: then it is that of two unrelated models of equal score. */
	readonly isFromBoard: boolean;
};

export function presentFindable(found: FoundFindable | undefined): Findable | null {
	if (!found) return null;
	const { questions, difference, isFromBoard } = found;
	return { questions, difference, is_from_board: isFromBoard };
}
