import type { BattleResult } from '@codejoust/arena/rules/battle';
import type { BoardInput, BoardQuestion } from '@codejoust/arena/outcomes/board-input';
import { createRandom } from '@codejoust/arena/maths/random';

/**
 * A board of the shape of CodeArena's: 500 questions in 7 categories, 40 subcategories, 9 languages and 3 difficulties
 * make 60 slices with the overall one. Models range from weak to strong and share the questions' difficulty, so that their
 * outcomes are correlated; a share of the battles is unscored.
 */
export function drawSyntheticBoard({
	models,
	questions,
	unscored,
}: {
	readonly models: number;
	readonly questions: number;
	readonly unscored: number;
}): BoardInput {
	const { next } = createRandom(`synthetic board ${models} ${questions} ${unscored}`);
	const drawn = Array.from({ length: questions }, (_, at): BoardQuestion => {
		const subcategory = at % 40;
		return {
			id: `question-${String(at).padStart(5, '0')}`,
			category: `category-${subcategory % 7}`,
			subcategory: `subcategory-${subcategory}`,
			languages: [`language-${Math.floor(next() * 9)}`],
			difficulty: ['easy', 'medium', 'hard'][Math.floor(next() * 3)] ?? 'easy',
		};
	});
	const ease = drawn.map(() => 0.6 * (next() - 0.5));
	return {
		seed: 'synthetic',
		questions: drawn,
		baselineLengths: new Map(drawn.map(({ id }) => [id, 1000])),
		entrants: Array.from({ length: models }, (_, model) => ({
			id: `model-${String(model).padStart(4, '0')}`,
			entries: drawn.map(({ id }, at) => ({
				questionId: id,
				responseLength: Math.floor(500 + 1000 * next()),
				result: drawResult(0.2 + (0.6 * model) / models + (ease[at] ?? 0), unscored, next),
			})),
		})),
	};
}

function drawResult(strength: number, unscored: number, next: () => number): BattleResult {
	if (next() < unscored) return { kind: 'unscored', reasons: ['no-verdict'] };
	const draw = next();
	const outcome = draw < strength - 0.05 ? 'win' : draw < strength + 0.05 ? 'tie' : 'loss';
	const margin = { win: 2, tie: 0, loss: -2 }[outcome];
	const games = { consistency: 'consistent', firstWins: 1, decidedGames: 2 } as const;
	return { kind: 'scored', by: 'games', outcome, margin, ...games };
}
