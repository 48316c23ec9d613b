import { nameWithFences } from '@codejoust/contract/unfenced-words';
import { ROWS_OF_A_QUESTION } from '@codejoust/arena/overlap/near-duplicates';
import type {
	BenchmarkProfile,
	LengthHistogram,
	SeparatedQuestion,
} from '@codejoust/contract/client';
import { groupDigits } from '@codejoust/formats/checks/limits';
import { count } from './format-numbers.ts';
import { safeText } from './safe-text.ts';
import { layOutTable } from './table.ts';

/** Questions and pairs that are printed. */
const SHOWN = 10;

/** A benchmark's questions in lines that are safe to print. */
export function describeProfile(profile: BenchmarkProfile): readonly string[] {
	const { benchmark, lengths } = profile;
	return [
		`${safeText(benchmark.slug)}@${safeText(benchmark.version)}: ${count(benchmark.questions, 'question')}`,
		'',
		...describeGroups(profile),
		'',
		...describeLengths('Prompts', lengths.prompts),
		...describeLengths('Baseline’s answers', lengths.baseline_answers),
		'',
		...describeSeparation(profile.separation),
		'',
		...describeDuplicates(profile.near_duplicates),
	];
}

function describeGroups({ choices, separation }: BenchmarkProfile): readonly string[] {
	const alike = new Map(
		separation?.groups.map((row) => [JSON.stringify([row.category, row.subcategory]), row]) ?? [],
	);
	const rows = choices.categories.flatMap(({ name, subcategories }) =>
		subcategories.map((sub) => {
			const own = alike.get(JSON.stringify([name, sub.name]));
			const none = own ? `${own.alike} of ${own.questions}` : '–';
			return { category: name, subcategory: sub.name, n: sub.n, none };
		}),
	);
	const list = (groups: readonly { readonly name: string; readonly n: number }[]) =>
		groups.map(({ name, n }) => `${safeText(name)} ${n}`).join(', ');
	return [
		...layOutTable(
			[
				{ title: 'Category', cell: ({ category }) => category },
				{ title: 'Subcategory', cell: ({ subcategory }) => subcategory },
				{ title: 'Questions', cell: ({ n }) => String(n), isNumber: true },
				{ title: 'Separate no models', cell: ({ none }) => none, isNumber: true },
			],
			rows,
		),
		`Languages: ${list(choices.languages) || 'none named'}`,
		`Difficulties: ${list(choices.difficulties)}`,
	];
}

function describeLengths(
	what: string,
	{ characters, words }: { readonly characters: LengthHistogram; readonly words: LengthHistogram },
): readonly string[] {
	return [
		`${what}: ${describeHistogram(characters, 'characters')}`,
		`  ${describeHistogram(words, 'words')}`,
	];
}

function describeHistogram({ median, most, bins }: LengthHistogram, unit: string): string {
	if (median === null || most === null) return `no text to count ${unit} of`;
	const parts = bins.map(({ from, to, texts }) =>
		to === null
			? `${groupDigits(from)}+: ${texts}`
			: `${groupDigits(from)}–${groupDigits(to - 1)}: ${texts}`,
	);
	return `median ${groupDigits(median)} ${unit}, at most ${groupDigits(most)} (${parts.join(', ')})`;
}

function describeSeparation(separation: BenchmarkProfile['separation']): readonly string[] {
	if (!separation)
		return ['There is no board yet, so nothing is known of which questions separate models.'];
	const { questions, least_models: least, models, alike, most, none } = separation;
	if (questions === 0)
		return [`No question has scored battles of ${least} models; the board has ${models}.`];
	const total = alike.wins + alike.ties + alike.losses;
	return [
		`${count(questions, 'question')} with scored battles of at least ${least} of ${count(models, 'model')} under ${safeText(nameWithFences(separation.judge))}.`,
		`All models have the same outcome on ${total} of them (all win ${alike.wins}, all tie ${alike.ties}, all lose ${alike.losses}): these separate none.`,
		...(most.length > 0 ? ['Those that separate most:', ...listQuestions(most)] : []),
		...(none.length > 0 ? ['Those that separate none:', ...listQuestions(none)] : []),
	];
}

function listQuestions(questions: readonly SeparatedQuestion[]): readonly string[] {
	return layOutTable(
		[
			{ title: 'Question', cell: (row) => row.question_id },
			{ title: 'Models', cell: (row) => String(row.models), isNumber: true },
			{ title: 'Wins', cell: (row) => String(row.wins), isNumber: true },
			{ title: 'Ties', cell: (row) => String(row.ties), isNumber: true },
			{ title: 'Losses', cell: (row) => String(row.losses), isNumber: true },
			{ title: 'Variance', cell: (row) => row.variance.toFixed(3), isNumber: true },
		],
		questions.slice(0, SHOWN),
	).map((line) => `  ${line}`);
}

function describeDuplicates(found: BenchmarkProfile['near_duplicates']): readonly string[] {
	if (found === null)
		return ['Benchmarks of more than 5,000 questions are not compared with themselves.'];
	if (found.pairs === 0) return [`No two prompts have a similarity of ${found.least} or more.`];
	return [
		`${count(found.pairs, 'pair')} of prompts with a similarity of ${found.least} or more, in ${count(found.questions, 'question')}; each question is in at most ${ROWS_OF_A_QUESTION} lines:`,
		...found.shown
			.slice(0, SHOWN)
			.map(
				({ left, right, similarity, ...pairs }) =>
					`  ${safeText(left)}${inPairs(pairs.left_pairs)} and ${safeText(right)}${inPairs(pairs.right_pairs)}: ${similarity.toFixed(3)}`,
			),
	];
}

/** Of a question that has more pairs than lines. */
function inPairs(pairs: number): string {
	return pairs > ROWS_OF_A_QUESTION ? ` (in ${count(pairs, 'pair')})` : '';
}
