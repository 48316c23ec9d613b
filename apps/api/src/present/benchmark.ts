import type { BenchmarkVersionRow, QuestionRow } from '@codejoust/db/queries/benchmarks/benchmarks';
import type { BenchmarkBrief, Question } from '@codejoust/contract/schemas/benchmark';
import { DIFFICULTIES, type Difficulty } from '@codejoust/arena/rules/difficulty';
import { presentModelBrief } from './names.ts';
import { readMessages } from '../stored-messages.ts';
import { withhold } from '../withhold.ts';

const START_CHARACTERS = 160;

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

/** A question; a private one without its texts, and to anybody but an operator without a reference for judges alone. */
export function presentQuestion(
	row: QuestionRow,
	{ isPrivate, isOperator }: QuestionReader,
): Question {
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
		...presentReference(row, { isPrivate, isOperator }),
		content_hash: row.contentHash,
	};
}

export type QuestionReader = {
	/** The question's texts are kept from the reader. */
	readonly isPrivate: boolean;
	readonly isOperator: boolean;
};

function presentReference(
	row: QuestionRow,
	{ isPrivate, isOperator }: QuestionReader,
): Pick<Question, 'reference' | 'reference_origin' | 'reference_visibility'> {
	if (row.referenceHash === null)
		return { reference: null, reference_origin: null, reference_visibility: null };
	const isKept = row.referenceVisibility === 'judge-only' && !isOperator;
	return {
		reference: isKept ? null : withhold(row.reference, isPrivate).text,
		reference_origin: row.referenceOrigin,
		reference_visibility: row.referenceVisibility,
	};
}

/** A question's messages as a reader gets them. */
function presentMessages(
	stored: string | null,
	isPrivate: boolean,
): Pick<Question, 'messages' | 'withheld'> {
	const { text, withheld } = withhold(stored, isPrivate);
	if (withheld !== null) return { messages: [{ role: 'user', content: text }], withheld };
	return { messages: readMessages(stored), withheld };
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
