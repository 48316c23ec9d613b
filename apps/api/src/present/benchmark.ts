import type {
	BenchmarkVersionRow,
	QuestionOutlineRow,
	QuestionRow,
} from '@codejoust/db/queries/benchmarks';
import type { BenchmarkBrief, FilterChoices, Message, Question } from '../schemas/benchmark.ts';
import { DIFFICULTIES } from '../schemas/names.ts';
import { presentModelBrief } from './names.ts';
import { withhold } from './withhold.ts';

const START_CHARACTERS = 160;

type Difficulty = (typeof DIFFICULTIES)[number];

export function presentBenchmarkBrief(row: BenchmarkVersionRow): BenchmarkBrief {
	return {
		slug: row.slug,
		version: row.version,
		name: row.name,
		is_sample: row.isSample,
		description: row.description,
		licence: row.licence,
		questions: row.questions,
		baseline: presentModelBrief(row.baseline),
		visibility: row.visibility,
		published_at: row.publishedAt.toISOString(),
		retired_at: row.retiredAt?.toISOString() ?? null,
	};
}

/** A question; a private one without its texts. */
export function presentQuestion(row: QuestionRow, isPrivate: boolean): Question {
	const { messages, withheld } = presentMessages(row.messages, isPrivate);
	return {
		question_id: row.key,
		position: row.position,
		category: row.category,
		subcategory: row.subcategory,
		languages: row.languages,
		difficulty: asDifficulty(row.difficulty),
		messages,
		withheld,
		reference: row.referenceHash === null ? null : withhold(row.reference, isPrivate).text,
		content_hash: row.contentHash,
	};
}

/** A question's messages as a reader gets them. */
export function presentMessages(
	stored: string | null,
	isPrivate: boolean,
): Pick<Question, 'messages' | 'withheld'> {
	const { text, withheld } = withhold(stored, isPrivate);
	if (withheld !== null) return { messages: [{ role: 'user', content: text }], withheld };
	return { messages: readMessages(stored), withheld };
}

/** A question's stored messages; a redacted one shows that it is. */
export function readMessages(stored: string | null): Message[] {
	if (stored === null) return [{ role: 'user', content: withhold(stored, false).text }];
	// Written as canonical JSON of exactly this shape when the question was stored.
	return JSON.parse(stored) as Message[];
}

/** The first characters of the last turn that a user wrote. */
export function presentQuestionStart(stored: string | null, isPrivate: boolean): string {
	const { messages } = presentMessages(stored, isPrivate);
	const lastTurn = messages.findLast((message) => message.role === 'user');
	return [...(lastTurn?.content ?? '').slice(0, 2 * START_CHARACTERS)]
		.slice(0, START_CHARACTERS)
		.join('');
}

export function asDifficulty(stored: string): Difficulty {
	return DIFFICULTIES.find((name) => name === stored) ?? 'unspecified';
}

/** What a board can be filtered by, most questions first. */
export function presentChoices(questions: readonly QuestionOutlineRow[]): FilterChoices {
	const categories = countBy(questions, (question) => [question.category]);
	return {
		categories: categories.map((category) => ({
			...category,
			subcategories: countBy(
				questions.filter((question) => question.category === category.name),
				(question) => [question.subcategory],
			),
		})),
		languages: countBy(questions, (question) => question.languages),
		difficulties: DIFFICULTIES.map((name) => ({
			name,
			n: questions.filter((question) => question.difficulty === name).length,
		})).filter(({ n }) => n > 0),
	};
}

function countBy(
	questions: readonly QuestionOutlineRow[],
	names: (question: QuestionOutlineRow) => readonly string[],
): { name: string; n: number }[] {
	const counts = new Map<string, number>();
	for (const question of questions)
		for (const name of new Set(names(question))) counts.set(name, (counts.get(name) ?? 0) + 1);
	return [...counts]
		.map(([name, n]) => ({ name, n }))
		.sort((a, b) => b.n - a.n || (a.name < b.name ? -1 : 1));
}
