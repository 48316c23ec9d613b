import type { Findable } from './schemas/findable.ts';
import type { Leaderboard } from './schemas/leaderboard.ts';

/** What a board says of the slice that it shows; undefined where fewer than two models are ranked. */
export function readFindable(board: Pick<Leaderboard, 'slice' | 'rules'>): Findable | undefined {
	const difference = board.rules?.findable_difference ?? null;
	if (difference === null) return undefined;
	return { questions: board.slice.n, difference, is_from_board: true };
}

/** One sentence, the same on every page and on the command line. Without a board it says what the number is of instead. */
export function describeFindable({ questions, difference, is_from_board }: Findable): string {
	const points = `${(100 * difference).toFixed(0)} points`;
	const asked = `With ${questions} ${questions === 1 ? 'question' : 'questions'}`;
	if (is_from_board) return `${asked} this board finds differences of about ${points}.`;
	return `${asked} a board finds differences of about ${points}: there is no board yet to measure it on, so it is the number for two models whose results have nothing to do with each other.`;
}
