import type { Battle, Game, Judgment } from '@codejoust/api/client';
import { diffCode, type CodeChange } from './text/diff-code.ts';
import { renderText } from './text/render-text.ts';
import type { SafeHtml } from '../text/safe-html.ts';

export type JudgmentView = Omit<Judgment, 'text'> & { readonly html: SafeHtml | undefined };
export type GameView = Omit<Game, 'judgments'> & { readonly judgments: readonly JudgmentView[] };
export type MessageView = { readonly role: string; readonly html: SafeHtml };

/** A battle with every text of a stranger made safe; the texts themselves do not reach the page. */
export type BattleView = {
	readonly question: readonly MessageView[];
	readonly reference: SafeHtml | undefined;
	readonly answer: SafeHtml | undefined;
	readonly baselineAnswer: SafeHtml;
	readonly games: readonly GameView[];
	readonly changes: readonly CodeChange[] | undefined;
};

export function viewBattle(battle: Battle): BattleView {
	return {
		question: battle.question.messages.map(({ role, content }) => ({
			role,
			html: renderText(content),
		})),
		reference:
			battle.question.reference === null ? undefined : renderText(battle.question.reference),
		answer: battle.answer.trim() === '' ? undefined : renderText(battle.answer),
		baselineAnswer: renderText(battle.baseline_answer),
		games: battle.games.map(viewGame),
		changes:
			(battle.answer_withheld ?? battle.baseline_answer_withheld)
				? undefined
				: diffCode(battle.baseline_answer, battle.answer),
	};
}

function viewGame(game: Game): GameView {
	return {
		...game,
		judgments: game.judgments.map(({ text, ...judgment }) => ({
			...judgment,
			html: text === null || text.trim() === '' ? undefined : renderText(text),
		})),
	};
}
