import { nameWithFences } from '@codejoust/contract/unfenced-words';
import type { Run, RunProgress } from '@codejoust/contract/client';
import { EXIT, type ExitCode } from './exit-code.ts';
import { count, formatDollars, formatDuration } from './format-numbers.ts';
import { checkSetOfRun } from '@codejoust/contract/check-benchmark';
import { modelName } from '@codejoust/contract/model-name';
import { safeText } from './safe-text.ts';
import type { Terminal } from './terminal.ts';

/** Everything about a run, a line each. */
export function describeRun(run: Run): readonly string[] {
	const lines: readonly (readonly [string, string])[] = [
		['Run', run.id],
		['Submission', run.submission_id],
		['Benchmark', run.benchmark],
		['Model', `${modelName(run.model)} (${run.model.slug})`],
		[
			'Judge',
			nameWithFences(run.judge) + (run.judge.is_rehearsal ? ' (rehearsal: no language model)' : ''),
		],
		...(run.endpoint === null ? [] : [['Endpoint', run.endpoint] as const]),
		['State', `${run.state} since ${run.state_since}`],
		['Waits for', run.waits_for],
		...run.batches.map(describeBatch),
		['Games', describeGames(run.progress)],
		['Cost', describeCost(run.progress)],
		...describeSpeed(run),
		...describeReported(run),
		...run.troubles.map(describeTrouble),
	];
	return lines.map(([name, value]) => `${name.padEnd(11)} ${safeText(value)}`);
}

/** `batch_4f… completed, 40 of 84 games done`. */
function describeBatch({
	id,
	status,
	games,
	games_done: done,
	trouble,
}: Run['batches'][number]): readonly [string, string] {
	const state = `${id} ${status ?? 'not sent'}, ${done} of ${count(games, 'game')} done`;
	return ['Batch', trouble === null ? state : `${state} (${trouble})`];
}

/** `broken-off, 3 attempts: Upstream provider disconnected`. */
function describeTrouble(trouble: Run['troubles'][number]): readonly [string, string] {
	const name = trouble.error_class ?? trouble.unscored_reason;
	const words = trouble.detail === null ? '' : `: ${trouble.detail}`;
	return ['No verdict', `${name}, ${count(trouble.attempts, 'attempt')}${words}`];
}

/** `40 of 84 scored, 2 unscored (truncated 2), 42 open`. */
function describeGames(progress: RunProgress): string {
	const {
		games,
		scored,
		unscored,
		open,
		unscored_reasons: reasons,
		empty_answers: empty,
		equal_texts: copies,
	} = progress;
	const why = Object.entries(reasons).map(([reason, times]) => `${reason} ${times}`);
	return [
		`${scored} of ${games} scored`,
		...(unscored > 0 ? [`${unscored} unscored (${why.join(', ')})`] : []),
		...(open > 0 ? [`${open} open`] : []),
		...(empty > 0 ? [`${count(empty, 'battle')} lost by an empty answer`] : []),
		...(copies > 0 ? [`${count(copies, 'battle')} tied by a copy of the baseline's answer`] : []),
	].join(', ');
}

/** What a run that stands still means for the process: done, done with gaps, held, failed. */
export function exitCodeOf({ state, progress }: Run): ExitCode {
	if (state === 'paused' || state === 'cancelled') return EXIT.held;
	if (state === 'failed') return EXIT.failed;
	return progress.unscored > 0 ? EXIT.unscored : EXIT.ok;
}

/** How a watched run ended, and what to do about it. */
export function reportEnd(terminal: Terminal, run: Run): void {
	const { id, state, progress, waits_for: waits, benchmark, judge } = run;
	terminal.error(`${state}: ${safeText(describeGames(progress))}.`);
	if (judge.is_rehearsal)
		terminal.error('Rehearsal: a deterministic heuristic judged this, not a language model.');
	if (state === 'paused' || state === 'cancelled' || state === 'failed')
		terminal.error(`It waits for: ${safeText(waits)}.`);
	if (state === 'paused') terminal.error(`Resume it with: codejoust resume ${id}`);
	if (state !== 'done') return;
	if (progress.unscored > 0) terminal.error(`Ask the judge again with: codejoust retry ${id}`);
	if (checkSetOfRun(benchmark) === undefined)
		terminal.error(`See the board with: codejoust board ${benchmark}`);
}

/** One model is what everybody expects; several are told. */
function describeReported({
	reported_models: models,
}: Pick<Run, 'reported_models'>): readonly (readonly [string, string])[] {
	if (models.length < 2) return [];
	return [
		['Answered by', `${models.join(', ')}: the provider has changed the model during the run`],
	];
}

function describeCost({
	cost_micro_usd: cost,
	tokens_estimated: isEstimated,
	...tokens
}: RunProgress) {
	const asked = `${count(tokens.prompt_tokens, 'prompt token')}, ${count(tokens.completion_tokens, 'completion token')}`;
	const money = cost === null ? 'the judge has no price' : formatDollars(cost);
	return `${money} (${asked}${isEstimated ? ', estimated' : ''})`;
}

function describeSpeed({ state, progress }: Run): readonly (readonly [string, string])[] {
	const { games_per_second: rate, eta_seconds: eta } = progress;
	if (rate === null) return [];
	const rest = state === 'judging' && eta !== null ? `, ${formatDuration(eta)} to go` : '';
	return [['Speed', `${rate.toFixed(1)} games/s${rest}`]];
}
