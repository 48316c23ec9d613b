import { nameWithFences } from '@codejoust/contract/unfenced-words';
import type { Battle, Game } from '@codejoust/contract/client';
import { modelName } from '@codejoust/contract/model-name';
import { nameShot, readRatingShot } from '@codejoust/contract/shot-words';
import { safeLines, safeText } from './safe-text.ts';
import type { Terminal } from './terminal.ts';
import { describeOutcome, describeVerdict } from './verdict-words.ts';

/** A battle whole: question, both answers, both games and the judge's words. */
export function printBattle(terminal: Terminal, battle: Battle): void {
	const names = { model: modelName(battle.model), baseline: modelName(battle.baseline) };
	for (const line of describeHead(battle, names)) terminal.print(line);
	for (const { role, content } of battle.question.messages)
		printSection(terminal, role === 'user' ? 'Question' : `Question (${role})`, content);
	if (battle.question.reference !== null)
		printSection(terminal, 'Reference answer', battle.question.reference);
	printSection(terminal, `Answer of ${names.baseline} (the baseline)`, battle.baseline_answer);
	printSection(terminal, `Answer of ${names.model}`, battle.answer);
	printSent(terminal, battle, names);
	for (const vote of battle.votes ?? [])
		terminal.print(
			`Vote of ${safeText(nameWithFences(vote.judge))}: ${vote.outcome}${vote.battle_id === null ? '' : ` (codejoust battle ${vote.battle_id})`}`,
		);
	for (const game of battle.games) printGame(terminal, game, names, memberOf(battle, game));
	for (const { judge, battle_id: id, outcome } of battle.other_judges)
		terminal.print(
			`Another judge, ${safeText(nameWithFences(judge))}: ${outcome} (codejoust battle ${id})`,
		);
}

/** Nothing where the judge was shown the answers as they are. */
function printSent(terminal: Terminal, { sent }: Battle, names: Names): void {
	if (sent === null) return;
	const sides = [
		[names.baseline, sent.baseline_answer],
		[names.model, sent.answer],
	] as const;
	for (const [name, { text, left }] of sides) {
		printSection(terminal, `Sent of ${name} (${sent.prepare})`, text);
		for (const { says } of left) terminal.print(safeText(says));
	}
	if (!sent.are_equal) return;
	terminal.print('');
	terminal.print(
		'Without their comments the two answers are the same text; the judge was shown it twice.',
	);
}

type Names = { readonly model: string; readonly baseline: string };

function describeHead(battle: Battle, names: Names): readonly string[] {
	const { id, benchmark, question_id: question, judge } = battle;
	const groups = [
		battle.category,
		battle.subcategory,
		battle.languages.join(' '),
		battle.difficulty,
	];
	return [
		`Battle ${id} of ${benchmark}, question ${question} (${groups.filter(Boolean).join(', ')})`,
		`${names.model} ${describeOutcome(battle)} (against ${names.baseline}).`,
		`Judge: ${nameWithFences(judge)}${judge.is_rehearsal ? ' (rehearsal: a heuristic, not a language model)' : ''}`,
		...(battle.unscored_reasons.length > 0
			? [`Unscored because: ${battle.unscored_reasons.join(', ')}.`]
			: []),
	].map(safeText);
}

/** The member of a jury that a game is of, and how it names it; undefined of every other judge. */
function memberOf({ votes }: Battle, { order }: Game): string | undefined {
	return votes?.find(({ member }) => order.startsWith(`${member}:`))?.judge.name;
}

function printGame(
	terminal: Terminal,
	{ order: name, ...rest }: Game,
	names: Names,
	member: string | undefined,
): void {
	const game = { ...rest, order: member === undefined ? name : name.slice(name.indexOf(':') + 1) };
	const [newest] = game.judgments;
	const tries = game.judgments.length > 1 ? ` (${game.judgments.length} attempts)` : '';
	const of = member === undefined ? '' : ` of ${member}`;
	const title = `${readRatingShot(game.order) ? 'Rating' : 'Game'}${of}, ${nameShot(game.order)}: ${describeVerdict(game, names)}${tries}`;
	printSection(terminal, title, newest?.text ?? '');
}

function printSection(terminal: Terminal, title: string, text: string): void {
	terminal.print('');
	terminal.print(terminal.paint('bold', `── ${safeText(title)} ──`));
	if (text === '') return;
	for (const line of safeLines(text)) terminal.print(line);
}
