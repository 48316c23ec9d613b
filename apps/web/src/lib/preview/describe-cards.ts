import type {
	Battle,
	Benchmark,
	BoardOverview,
	Comparison,
	Leaderboard,
	ModelDetail,
} from '@codejoust/contract/client';
import { describePoints, nameOrder, nameOutcome } from '../battle/outcome-words.ts';
import { formatDay } from '../format/instant.ts';
import { formatCount, formatRank, formatUnits } from '../format/quantity.ts';
import { describeAnswer } from '../compare/compare-words.ts';
import { benchmarkName } from '../link.ts';
import { asDrawable } from './drawable-text.ts';
import type { PreviewCard, PreviewRow } from './preview-card.ts';

type Named = { readonly slug: string; readonly name: string };
type Stored = { readonly id: string; readonly created_at: string } | null;

/** Enough to fill the image. */
const MOST_ROWS = 6;
const SHORT_ID = 12;
const FIGURES = 'Rank range, score, 95 % interval';

/** The first rows of a board, of the slice that is shown. */
export function boardCard(
	board: Pick<
		Leaderboard,
		'benchmark' | 'judge' | 'slice' | 'baseline' | 'rows' | 'snapshot' | 'models'
	>,
): PreviewCard {
	const { benchmark, judge, slice, rows } = board;
	return {
		title: nameBenchmark(benchmark),
		facts: [
			...nameSlice(slice),
			formatUnits(slice.n, 'question'),
			`baseline ${nameModel(board.baseline.model)}`,
			nameJudge(judge),
		].join(' · '),
		rows: rows.slice(0, MOST_ROWS).map(({ model, rank, score }) => ({
			place: formatRank(rank),
			name: nameModel(model),
			score,
		})),
		lines: rows.length === 0 ? ['Nothing is judged yet.'] : [],
		isRehearsal: judge.is_rehearsal,
		foot: [FIGURES, ...tellSnapshot(board.snapshot)],
		total: board.models,
		snapshot: board.snapshot?.id ?? '',
	};
}

/** The boards of the home page, each with the model that has its highest score. */
export function homeCard(boards: readonly BoardOverview[]): PreviewCard {
	return {
		title: 'Code models, judged side by side',
		facts: formatUnits(boards.length, 'board'),
		rows: boards
			.slice(0, MOST_ROWS)
			.flatMap(({ benchmark, rows: [first] }): readonly PreviewRow[] => {
				const name = nameBenchmark(benchmark);
				if (!first) return [{ place: '', name, score: null }];
				return [{ place: '', name, note: nameModel(first.model), score: first.score }];
			}),
		lines: boards.length === 0 ? ['No board yet.'] : [],
		isRehearsal: boards.some(({ judge }) => judge?.is_rehearsal),
		foot: ['The highest score of each board, 95 % interval'],
		snapshot: '',
	};
}

/** A benchmark to which nothing was submitted. */
export function freshCard(
	benchmark: Pick<Benchmark, 'slug' | 'version' | 'name' | 'questions' | 'baseline'>,
): PreviewCard {
	return {
		title: nameBenchmark(benchmark),
		facts: `${formatUnits(benchmark.questions, 'question')} · baseline ${nameModel(benchmark.baseline)}`,
		rows: [],
		lines: ['Nothing is judged yet.'],
		isRehearsal: false,
		foot: [benchmarkName(benchmark)],
		snapshot: '',
	};
}

/** A model with its place on each of its boards. */
export function modelCard(
	model: Named & {
		readonly organisation: string | null;
		readonly standings: readonly Pick<
			ModelDetail['standings'][number],
			'benchmark' | 'judge' | 'models' | 'row'
		>[];
	},
): PreviewCard {
	const { standings } = model;
	const [first] = standings;
	const organisation = asDrawable(model.organisation ?? '', '');
	return {
		title: nameModel(model),
		facts: [
			...(organisation === '' ? [] : [organisation]),
			standings.length === 0 ? 'on no board yet' : `on ${formatUnits(standings.length, 'board')}`,
			...(first ? [nameJudge(first.judge)] : []),
		].join(' · '),
		rows: standings.slice(0, MOST_ROWS).map(({ benchmark, models, row }) => ({
			place: row.rank === null ? '—' : `${formatRank(row.rank)} of ${formatCount(models)}`,
			name: nameBenchmark(benchmark),
			score: row.score,
		})),
		lines: [],
		isRehearsal: standings.some(({ judge }) => judge.is_rehearsal),
		foot: [`${FIGURES} over the questions of each board`],
		snapshot: '',
	};
}

/** Models beside each other on one board, and what can be said of two. */
export function comparisonCard({
	benchmark,
	judge,
	slice,
	snapshot,
	models,
	pairs,
}: Pick<Comparison, 'benchmark' | 'judge' | 'slice' | 'snapshot'> & {
	readonly models: readonly Pick<Comparison['models'][number], 'model' | 'score'>[];
	readonly pairs: readonly Parameters<typeof describeAnswer>[0][];
}): PreviewCard {
	const [pair, ...others] = pairs;
	const [a, b] = models.map(({ model }) => nameModel(model));
	const answer =
		pair === undefined || others.length > 0 || a === undefined || b === undefined
			? []
			: [describeAnswer(pair, { a, b })];
	return {
		title: models.map(({ model }) => nameModel(model)).join(' and '),
		facts: [
			nameBenchmark(benchmark),
			...nameSlice(slice),
			formatUnits(slice.n, 'question'),
			nameJudge(judge),
		].join(' · '),
		rows: models.map(({ model, score }): PreviewRow => ({
			place: '',
			name: nameModel(model),
			score,
		})),
		lines: answer,
		isRehearsal: judge.is_rehearsal,
		foot: ['Score against the baseline, 95 % interval', ...tellSnapshot(snapshot)],
		snapshot: snapshot.id,
	};
}

/** A battle: its outcome, and what each game says; no text of a question or an answer. */
export function battleCard(
	battle: Pick<
		Battle,
		'model' | 'baseline' | 'benchmark' | 'judge' | 'outcome' | 'question_id' | 'category'
	> & {
		readonly games: readonly Pick<Battle['games'][number], 'order' | 'points'>[];
	},
): PreviewCard {
	const question = asDrawable(battle.question_id, '');
	const category = asDrawable(battle.category, '');
	return {
		title: `${nameOutcome(battle.outcome)}: ${nameModel(battle.model)}`,
		facts: `against the baseline ${nameModel(battle.baseline)}`,
		rows: [],
		lines: [
			[
				`Question${question === '' ? '' : ` ${question}`} of ${asDrawable(battle.benchmark, '')}`,
				...(category === '' ? [] : [category]),
			].join(' · '),
			...battle.games
				.slice(0, 2)
				.flatMap(({ order, points }) =>
					points === null ? [] : [`${nameOrder(order)}: ${describePoints(points)}`],
				),
		],
		isRehearsal: battle.judge.is_rehearsal,
		foot: [nameJudge(battle.judge)],
		snapshot: '',
	};
}

function nameBenchmark(benchmark: Named & { readonly version: string }): string {
	return asDrawable(benchmark.name, benchmarkName(benchmark));
}

/** A name that the fonts cannot draw is replaced by the slug. */
function nameModel({ name, slug }: Named): string {
	return asDrawable(name, slug);
}

function nameJudge({ name }: { readonly name: string }): string {
	return `judged by ${asDrawable(name, 'one judge')}`;
}

function nameSlice(slice: Leaderboard['slice']): readonly string[] {
	const { category, subcategory, language, difficulty } = slice;
	return [category, subcategory, language, difficulty].flatMap((part) =>
		part === null ? [] : [asDrawable(part, 'some questions')],
	);
}

function tellSnapshot(snapshot: Stored): readonly string[] {
	if (snapshot === null) return [];
	return [`snapshot ${snapshot.id.slice(0, SHORT_ID)} of ${formatDay(snapshot.created_at)}`];
}
