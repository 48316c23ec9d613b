import { formatPercent, percentPoints } from '@codejoust/contract/percent';
import { nameWithFences } from '@codejoust/contract/unfenced-words';
import { modelName } from '@codejoust/contract/model-name';
import { escapeText } from '@codejoust/arena/text/printable';
import type { JudgeComparison, QuestionShare } from '@codejoust/contract/schemas/judge-comparison';

/** A comparison of two judges as Markdown. Names that others chose are escaped: they stay text. */
export function writeJudgeComparison(comparison: JudgeComparison): string {
	const { benchmark, from, to } = comparison;
	const name = `${benchmark.slug}@${benchmark.version}`;
	const [headline = '', ...rest] = comparison.summary;
	return [
		`# ${plain(benchmark.name)} (${plain(name)}): ${plain(nameWithFences(from.judge))} → ${plain(nameWithFences(to.judge))}`,
		`**${headline}**`,
		...rest,
		...(from.judge.is_rehearsal || to.judge.is_rehearsal ? [REHEARSAL] : []),
		`${comparison.battles} battles on ${comparison.questions} questions are judged by both, ${comparison.scored_by_both} scored by both, ${comparison.empty_answers} lost by an empty answer. Scores are over battles that both scored; intervals are 95 %, over questions.`,
		...writeModels(comparison),
		...writeJudges(comparison),
		...writeAgreement(comparison),
		...writeConfusion(comparison),
		...writeCategories(comparison),
	].join('\n\n');
}

const REHEARSAL =
	'_Rehearsal: verdicts of the rehearsal judge come from an offline heuristic and say nothing about the models._';

function writeModels({ models }: JudgeComparison): readonly string[] {
	const place = (judged: JudgeComparison['models'][number]['from']) => {
		if (!judged) return ['—', '—'];
		const { score, rank } = judged;
		const range = rank ? `${rank.best}–${rank.worst}` : 'unranked';
		return [
			`${percentPoints(score.value)} (${percentPoints(score.low)}–${percentPoints(score.high)})`,
			`${judged.place} (${range})`,
		];
	};
	const rows = models.map((move) => [
		plain(modelName(move.model)),
		...place(move.from),
		...place(move.to),
		move.difference
			? `${signed(move.difference.value)} (${signed(move.difference.low)} to ${signed(move.difference.high)})`
			: '—',
		level(move.adjusted_p_value),
		ANSWERS[move.answer],
		String(move.outcomes.win_to_loss),
		String(move.outcomes.loss_to_win),
		`${move.scored} of ${move.battles}`,
	]);
	const titles =
		'Model|Old score|Old place|New score|New place|Difference|p, adjusted|Moves|Win → loss|Loss → win|Scored by both';
	return ['## Models', writeTable(titles.split('|'), rows)];
}

const ANSWERS = {
	up: '**up**',
	down: '**down**',
	'cannot-tell': 'no',
	'not-enough-questions': 'too few questions',
} as const;

function writeJudges({ from, to }: JudgeComparison): readonly string[] {
	const line = (title: string, read: (judge: typeof from) => string) => [
		title,
		read(from),
		read(to),
	];
	const rows = [
		line('Model', ({ judge }) => plain(judge.model)),
		line('Position consistency', ({ consistency }) => share(consistency)),
		line('Flip rate', ({ flip_rate: rate }) => share(rate)),
		line('First-position share', ({ first_position: first }) => share(first)),
		line('Won by the longer answer', ({ longer_wins: longer }) => share(longer)),
		line('Unscored battles', (judge) => describeUnscored(judge)),
		line('Cost per battle', ({ cost_micro_usd_per_battle: cost }) =>
			cost === null ? 'not known' : `$${(cost / 1e6).toFixed(6)}`,
		),
		line('Median latency', ({ median_latency_ms: ms }) =>
			ms === null ? '—' : `${Math.round(ms)} ms`,
		),
		line('Self-preference', ({ family_bias: bias }) => describeBias(bias)),
	];
	return [
		'## Judges',
		writeTable(['', plain(nameWithFences(from.judge)), plain(nameWithFences(to.judge))], rows),
	];
}

function describeUnscored({
	battles_unscored: n,
	unscored_reasons: reasons,
}: JudgeComparison['from']): string {
	const parts = Object.entries(reasons).map(([reason, count]) => `${reason} ${count}`);
	return n === 0 ? '0' : `${n} (${parts.join(', ')})`;
}

const ABSENT_BIAS = {
	'family-unknown': 'not measured: a judge’s family is not known',
	'same-family': 'not measured: both judges are of one family',
	'no-contestant-of-family': 'not measured: no contestant is of its family',
} as const;

function describeBias(bias: JudgeComparison['from']['family_bias']): string {
	if (bias.absent) return ABSENT_BIAS[bias.absent];
	const excess = bias.excess === null ? '' : `, ${signed(bias.excess)} beyond its leniency`;
	const preference = bias.preference === null ? '—' : signed(bias.preference);
	return `${preference} points over ${bias.own_battles} battles${excess}`;
}

function writeAgreement({ outcomes, verdicts, boards }: JudgeComparison): readonly string[] {
	const { from: oldFloor, to: newFloor } = outcomes.noise_floor;
	const floor = (own: { readonly agreement: number | null } | null) => portion(own?.agreement);
	const game = (agreement: JudgeComparison['verdicts']['labels'], title: string) => [
		title,
		share(agreement),
		number(agreement.kappa),
		portion(agreement.noise_floor.from?.share),
		portion(agreement.noise_floor.to?.share),
	];
	const rows = [
		[
			'Outcomes of battles',
			share(outcomes),
			number(outcomes.kappa),
			floor(oldFloor),
			floor(newFloor),
		],
		[
			'Win against loss',
			share(outcomes.reversed),
			'',
			portion(oldFloor?.reversals),
			portion(newFloor?.reversals),
		],
		...(hasGames({ verdicts })
			? [game(verdicts.labels, 'Labels of games'), game(verdicts.sides, 'Sides of games')]
			: []),
	];
	const titles = ['', 'Share', 'Kappa', 'Old judge against itself', 'New judge against itself'];
	return [
		'## Agreement',
		writeTable(titles, rows),
		`Boards: Spearman ${number(boards.spearman)}, Kendall ${number(boards.kendall)}, agreement with confidence ${number(boards.agreement_with_confidence)}.`,
	];
}

/** Judges of other kinds have no games, which is not the same as games without a verdict. */
function hasGames({ verdicts }: Pick<JudgeComparison, 'verdicts'>): boolean {
	return verdicts.labels.n > 0 || verdicts.unscored > 0;
}

function writeConfusion({ verdicts }: JudgeComparison): readonly string[] {
	if (!hasGames({ verdicts })) return [];
	const labels = verdicts.order.map((label) => `\`${label}\``);
	const tables = [
		{ title: 'both orders', table: verdicts.confusion.all },
		{ title: 'baseline first', table: verdicts.confusion.baseline_first },
		{ title: 'swapped', table: verdicts.confusion.swapped },
	];
	return [
		'## Labels of the old judge (rows) by those of the new one',
		...tables.flatMap(({ title, table }) => [
			`### ${title}`,
			writeTable(
				['', ...labels],
				table.map((row, at) => [labels[at] ?? '', ...row.map(String)]),
			),
		]),
		`${verdicts.unscored} games have no verdict of one judge or the other.`,
	];
}

function writeCategories({ categories }: JudgeComparison): readonly string[] {
	const rows = categories.map((one) => [
		plain(one.category),
		String(one.n),
		one.n === 0 ? '—' : portion(one.same / one.n),
		String(one.win_to_loss),
		String(one.loss_to_win),
	]);
	const titles = ['Category', 'Battles', 'Same outcome', 'Win → loss', 'Loss → win'];
	return ['## By category', `${writeTable(titles, rows)}\n`];
}

function writeTable(titles: readonly string[], rows: readonly (readonly string[])[]): string {
	const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
	return [line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n');
}

/** Text that Markdown and HTML leave alone, on one line. */
function plain(text: string): string {
	return escapeText(text).replaceAll(/[\\`*_{}[\]<>()#+!|~&:]/g, (mark) => `\\${mark}`);
}

function share({ share: value, low, high, n }: QuestionShare): string {
	if (value === null) return '—';
	const range =
		low === null || high === null ? '' : ` (${percentPoints(low)}–${percentPoints(high)})`;
	return `${portion(value)}${range}, n ${n}`;
}

const portion = (value: number | null | undefined) => (value == null ? '—' : formatPercent(value));
const level = (p: number | null) => (p !== null && p < 0.001 ? '< 0.001' : number(p));
const number = (value: number | null) =>
	value === null
		? '—'
		: value
				.toFixed(3)
				.replace(/^-(?!0\.000$)/, '−')
				.replace('-', '');

function signed(value: number): string {
	const text = percentPoints(Math.abs(value));
	if (text === '0.0') return text;
	return value > 0 ? `+${text}` : `−${text}`;
}
