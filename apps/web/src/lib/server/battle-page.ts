import type { Battle, BattlePrompts, Game, Judgment } from '@codejoust/contract/client';
import { type CodeChange, startForDiff } from './text/diff-code.ts';
import { cutTexts } from './text/page-texts.ts';
import { renderRaw } from './text/render-text.ts';
import { showTexts } from './text/show-texts.ts';
import type { SafeHtml } from '../text/safe-html.ts';

export type JudgmentView = Omit<Judgment, 'text' | 'thinking'> & {
	readonly html: SafeHtml | undefined;
	readonly thinking: SafeHtml | undefined;
};
export type GameView = Omit<Game, 'judgments'> & { readonly judgments: readonly JudgmentView[] };
export type MessageView = { readonly role: string; readonly html: SafeHtml };

/** A battle with every text of a stranger made safe; the texts themselves do not reach the page. */
export type BattleView = {
	readonly question: readonly MessageView[];
	readonly reference: SafeHtml | undefined;
	readonly answer: SafeHtml | undefined;
	readonly baselineAnswer: SafeHtml;
	/** Characters of each answer, in UTF-16 units. */
	readonly lengths: { readonly answer: number; readonly baselineAnswer: number };
	readonly games: readonly GameView[];
	readonly changes: readonly CodeChange[] | undefined;
	/** Both answers as the judge was shown them; undefined where that is what is shown anyway. */
	readonly sent: SentView | undefined;
};
export type SentView = {
	readonly answer: SafeHtml | undefined;
	readonly baselineAnswer: SafeHtml | undefined;
};

/** Battles as one page shows them, their texts laid out or as they were written, and whether it may be kept: not when the server was too busy to lay it out. */
export async function viewBattles<Battles extends readonly Battle[]>(
	battles: Battles,
	{ isRaw = false }: { readonly isRaw?: boolean } = {},
): Promise<{ readonly views: { [At in keyof Battles]: BattleView }; readonly isBusy: boolean }> {
	const texts = battles.map(textsOf);
	const cut = cutTexts(texts.flat());
	const shown = await showTexts({
		texts: isRaw ? [] : cut,
		compared: battles.map(comparedTexts),
	});
	const { changes, isBusy } = shown;
	const htmls = isRaw ? cut.map(({ start, length }) => renderRaw(start, length)) : shown.htmls;
	// Each battle takes its own from the shared list.
	const next = htmls.values();
	const views = battles.map((battle, at) => viewBattle(battle, next, changes[at]));
	// As many views as battles, in their order.
	return { views: views as { [At in keyof Battles]: BattleView }, isBusy };
}

/** A battle without its texts, which its view has: SvelteKit writes out all that a page gets, shown or not. */
export function withoutTexts(battle: Battle): Battle {
	const question = { ...battle.question, messages: [], reference: null };
	const sent = battle.sent && {
		...battle.sent,
		answer: { ...battle.sent.answer, text: '' },
		baseline_answer: { ...battle.sent.baseline_answer, text: '' },
	};
	return { ...battle, question, sent, answer: '', baseline_answer: '', games: [] };
}

/** Answers first: a long question must not take their room on the page. */
function textsOf({ question, answer, baseline_answer, sent, games }: Battle): readonly string[] {
	return [
		answer,
		baseline_answer,
		...games.flatMap(({ judgments }) =>
			judgments.flatMap(({ text, thinking }) => [text ?? '', thinking ?? '']),
		),
		question.reference ?? '',
		...question.messages.map(({ content }) => content),
		...(sent ? [sent.answer.text, sent.baseline_answer.text] : []),
	];
}

function comparedTexts(battle: Battle): readonly [from: string, to: string] {
	const isWithheld = battle.answer_withheld ?? battle.baseline_answer_withheld;
	return isWithheld
		? ['', '']
		: [startForDiff(battle.baseline_answer), startForDiff(battle.answer)];
}

function viewBattle(
	battle: Battle,
	htmls: Iterator<SafeHtml, undefined>,
	changes: BattleView['changes'],
): BattleView {
	const next = (): SafeHtml => {
		const { done, value } = htmls.next();
		if (done) throw new Error('every text of a page has its HTML');
		return value;
	};
	const take = (text: string | null): SafeHtml | undefined => {
		const html = next();
		return text === null || text.trim() === '' ? undefined : html;
	};
	const answer = take(battle.answer);
	const baselineAnswer = next();
	const games = battle.games.map((game) => ({
		...game,
		judgments: game.judgments.map(({ text, thinking, ...judgment }) => ({
			...judgment,
			// Where nothing was said, the text repeats the sentence that is shown before it.
			html: take(text === judgment.detail ? null : text),
			thinking: take(thinking),
		})),
	}));
	const reference = take(battle.question.reference);
	const question = battle.question.messages.map(({ role }) => ({ role, html: next() }));
	const sent = battle.sent
		? {
				answer: take(battle.sent.answer.text),
				baselineAnswer: take(battle.sent.baseline_answer.text),
			}
		: undefined;
	const lengths = {
		answer: battle.answer.length,
		baselineAnswer: battle.baseline_answer.length,
	};
	return { question, reference, answer, baselineAnswer, lengths, games, changes, sent };
}

/** The prompts of a battle as they were sent, with every text of a stranger made safe. */
export function viewPrompts({ items, withheld }: BattlePrompts) {
	const texts = items.flatMap(({ messages }) => messages.map(({ content }) => content));
	const next = cutTexts(texts).values();
	return {
		withheld,
		items: items.map(({ messages, ...item }) => ({
			...item,
			messages: messages.map(({ role, content }) => {
				const { start, length } = next.next().value ?? { start: '', length: content.length };
				return { role, html: renderRaw(start, length) };
			}),
		})),
	};
}
