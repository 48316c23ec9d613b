import type { JudgmentImport } from '@codejoust/contract/client';
import { safeText } from './safe-text.ts';
import { printTable } from './table.ts';
import type { Terminal } from './terminal.ts';

type Judge = JudgmentImport['judges'][number];
type Model = Judge['models'][number];

const ANSWERS: Readonly<Record<Model['answers'], string>> = {
	submitted: 'submitted',
	imported: 'from the file',
	unknown: 'not given',
};

/** What an import of judgments brought, a table for each judge. */
export function printImport(terminal: Terminal, brought: JudgmentImport): void {
	const { dry_run: isDryRun, is_new: isNew, benchmark, detected, notes } = brought;
	terminal.error(`Detected: ${safeText(detected)}.`);
	for (const note of notes) terminal.error(safeText(note));
	for (const judge of brought.judges) printJudge(terminal, judge, benchmark);
	if (isDryRun) terminal.print('Nothing was stored: this was a dry run.');
	else if (!isNew) terminal.print('All of it was imported before: nothing has changed.');
}

function printJudge(terminal: Terminal, judge: Judge, benchmark: string): void {
	const orders = judge.orders === 'one' ? 'one game a battle' : 'two games a battle';
	terminal.print(
		`${safeText(judge.judge)}: judged by ${safeText(judge.judged_by)}, not by this arena; ${orders}`,
	);
	printTable(
		terminal,
		[
			{ title: 'Model', cell: ({ model }) => model, least: 16 },
			{ title: 'Answers', cell: ({ answers }) => ANSWERS[answers] },
			{ title: 'Battles', cell: ({ battles }) => String(battles), isNumber: true },
			{ title: 'Games', cell: ({ games }) => String(games), isNumber: true },
			{ title: 'Scored', cell: ({ scored }) => String(scored), isNumber: true },
			{ title: 'Unscored', cell: describeUnscored, isNumber: true },
			{ title: 'Read otherwise', cell: describeDiffering, isNumber: true },
		],
		judge.models,
	);
	const known = judge.models.filter(({ is_new: isNew }) => !isNew).length;
	if (known > 0) terminal.print(`${known} of these models were imported before.`);
	terminal.print(`codejoust board ${safeText(benchmark)} --judge ${safeText(judge.judge)}`);
}

/** `0`, or how many games are unscored for each reason. */
export function describeUnscored({ unscored }: Pick<Model, 'unscored'>): string {
	const reasons = Object.entries(unscored).map(([reason, count]) => `${reason} ${count}`);
	return reasons.length === 0 ? '0' : reasons.join(', ');
}

/** `3 of 40`, of the games whose words our reader could compare; empty without such games. */
export function describeDiffering({
	compared,
	differing,
}: Pick<Model, 'compared' | 'differing'>): string {
	return compared === 0 ? '' : `${differing} of ${compared}`;
}
