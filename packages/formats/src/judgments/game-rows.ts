import * as z from 'zod';
import { readLabel, readWords } from './judge-words.ts';
import type { RecordedGame } from './recorded-judgment.ts';

/** Both games of arena-hard and CodeArena: `{score, judgment, prompt | user_prompt}`; of the second the answers are swapped. */
export const gameList = z
	.array(z.object({ score: z.unknown().optional(), judgment: z.unknown().optional() }).nullable())
	.min(1)
	.max(2);

/** Side one is the baseline, which the first game shows first. A game that is null has no judgment. */
export function readGames(games: z.infer<typeof gameList>): readonly RecordedGame[] {
	return games.map((game, at) => {
		const words = readWords(game?.judgment);
		return {
			shownFirst: at === 0 ? 'one' : 'two',
			decision: readLabel(game?.score),
			...(words === undefined ? {} : { words }),
		};
	});
}
