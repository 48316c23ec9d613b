import { checkSetOfRun } from '@codejoust/contract/check-benchmark';
import type { JudgeChanges, JudgeTrial, JudgeVersion } from '@codejoust/contract/client';
import { UNFENCED_WORDS } from '@codejoust/contract/unfenced-words';
import { formatDollars, formatShare } from './format-numbers.ts';
import { safeLines, safeText } from './safe-text.ts';
import type { Terminal } from './terminal.ts';

/** A judge version whole: what it pins, its prompts, its boards. */
export function printJudge(terminal: Terminal, judge: JudgeVersion): void {
	const { definition, quality } = judge;
	const { systemPrompt, userTemplate, criterion, members: _, ...rest } = definition;
	const isJury = judge.members.length > 0;
	const notes = [
		...(judge.is_rehearsal ? ['rehearsal: a heuristic, no language model'] : []),
		...(judge.is_floating_alias ? ['floating alias'] : []),
		...(judge.fences === 'none' ? ['answers unfenced'] : []),
		...(judge.retired_at === null ? [] : [`retired ${judge.retired_at}`]),
	];
	const rows: readonly (readonly [string, string])[] = [
		['Judge', judge.name + (notes.length > 0 ? ` (${notes.join('; ')})` : '')],
		['Hash', judge.hash],
		...(judge.criterion === null ? [] : [['Criterion', judge.criterion] as const]),
		['Released', judge.released_at],
		...describeOrigin(judge),
		isJury
			? ['Members', judge.members.map(({ name }) => name).join(', ')]
			: judge.recorded
				? ['Asked', 'never: its judgments were imported']
				: ['Endpoint', judge.endpoint ?? 'none is configured for it'],
		['Versions', judge.versions.map(({ name }) => name).join(', ')],
		['Boards', judge.boards.map(describeBoard).join(', ') || 'none'],
		...(isJury ? [] : [['Consistent', formatShare(quality.consistency)] as const]),
		...Object.entries(rest).map(([name, value]) => [name, asText(value)] as const),
	];
	const width = Math.max(...rows.map(([name]) => name.length));
	for (const [name, value] of rows)
		terminal.print(`${safeText(name).padEnd(width)}  ${safeText(value)}`);
	if (judge.fences === 'none') terminal.print(UNFENCED_WORDS);
	if (criterion !== undefined) printText(terminal, 'criterion', textOfCriterion(criterion));
	if (isJury || judge.recorded) return;
	printText(terminal, 'systemPrompt', asText(systemPrompt ?? ''));
	printText(terminal, 'userTemplate', asText(userTemplate ?? ''));
}

/** Of a recorded judge. */
function describeOrigin({ recorded, model }: JudgeVersion): readonly (readonly [string, string])[] {
	if (!recorded) return [];
	const orders = recorded.orders === 'one' ? 'one game a battle' : 'two games a battle';
	return [
		['Judged by', `${model}, not by this arena (${orders})`],
		...recorded.imports.map(({ benchmark, files, games, compared, differing }) => {
			const names = files.map(({ name, records }) => `${name} (${records} records)`).join(', ');
			const read = compared === 0 ? '' : `; our reader reads ${differing} of ${compared} otherwise`;
			const of = checkSetOfRun(benchmark) ?? benchmark;
			return ['Imported', `${names} for ${of}, ${games} games${read}`] as const;
		}),
	];
}

function textOfCriterion(criterion: unknown): string {
	const isObject = typeof criterion === 'object' && criterion !== null;
	return asText(isObject && 'text' in criterion ? criterion.text : criterion);
}

/** What one judge version pins otherwise than another: settings, then the changed lines of the prompts. */
export function printChanges(terminal: Terminal, changes: JudgeChanges): void {
	const { judge, since, fields, prompts } = changes;
	const count = fields.length + prompts.length;
	const what = count === 0 ? 'differs in nothing' : `differs in ${count} of its fields`;
	terminal.print(safeText(`${judge} ${what} from ${since}.`));
	for (const { field, before, after } of fields)
		terminal.print(safeText(`  ${field}: ${asText(before)} → ${asText(after)}`));
	for (const { field, added, removed, lines } of prompts) {
		printTitle(terminal, `${field}: ${added} lines added, ${removed} removed`);
		for (const { kind, text } of lines) {
			if (kind === 'same') continue;
			const sign = kind === 'added' ? '+' : '-';
			const line = `${sign} ${safeText(text)}`;
			terminal.print(terminal.paint(kind === 'added' ? 'green' : 'red', line));
		}
	}
}

/** A look at a judge: what was sent, what came back, what was read. */
export function printTrial(terminal: Terminal, trial: JudgeTrial): void {
	const { judge, benchmark, question_id: question, model, outcome } = trial;
	terminal.print(
		safeText(
			`${judge.name ?? 'An unreleased judge'} (${judge.model}) at the endpoint ${trial.endpoint}, battle ${trial.battle_id} of ${benchmark}: ${model} on ${question}.`,
		),
	);
	for (const { order, attempts } of trial.games)
		for (const attempt of attempts) {
			const { messages, ...settings } = attempt.request;
			const again = attempt.is_re_ask ? ', asked again' : '';
			printTitle(terminal, `${order}${again}: sent`);
			terminal.print(safeText(JSON.stringify(settings)));
			for (const { role, content } of asMessages(messages)) printText(terminal, role, content);
			printText(terminal, 'reply', attempt.reply ?? attempt.error ?? '');
			terminal.print('');
			terminal.print(safeText(describeAttempt(attempt)));
		}
	terminal.print('');
	if (outcome !== null) terminal.print(`All of it together: ${outcome}.`);
	terminal.print(
		`It cost ${formatDollars(trial.cost_micro_usd)}. Nothing was stored, and no number changes.`,
	);
}

type Attempt = JudgeTrial['games'][number]['attempts'][number];

function describeAttempt(attempt: Attempt): string {
	const read =
		attempt.rating !== null
			? `rating ${attempt.rating}`
			: attempt.verdict === null
				? `unscored: ${attempt.unscored_reason}${attempt.error_class ? ` (${attempt.error_class})` : ''}`
				: `[[${attempt.verdict}]]${describePreference(attempt)}`;
	const tokens = `${attempt.prompt_tokens ?? '?'} + ${attempt.completion_tokens ?? '?'} tokens`;
	const said = attempt.model_reported === null ? '' : `, answered by ${attempt.model_reported}`;
	return `Read: ${read} (${tokens}, ${attempt.latency_ms ?? '?'} ms, ${formatDollars(attempt.cost_micro_usd)}${said})`;
}

function describePreference({ preference }: Attempt): string {
	return preference === null ? '' : `, ${formatShare(preference)} for A`;
}

function asMessages(messages: unknown): readonly { role: string; content: string }[] {
	if (!Array.isArray(messages)) return [];
	return messages.map((message: { role?: unknown; content?: unknown }) => ({
		role: asText(message.role),
		content: asText(message.content),
	}));
}

function printText(terminal: Terminal, title: string, text: string): void {
	printTitle(terminal, title);
	for (const line of safeLines(text)) terminal.print(line);
}

function printTitle(terminal: Terminal, title: string): void {
	terminal.print('');
	terminal.print(terminal.paint('bold', `── ${safeText(title)} ──`));
}

function describeBoard({ benchmark, is_live: isLive }: JudgeVersion['boards'][number]): string {
	return `${benchmark}${isLive ? ' (live)' : ''}`;
}

function asText(value: unknown): string {
	if (value === null || value === undefined) return '–';
	return typeof value === 'string' ? value : JSON.stringify(value);
}
