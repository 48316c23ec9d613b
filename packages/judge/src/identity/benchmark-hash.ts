import { canonicalJson } from './canonical-json.ts';
import { contentHash } from './identity.ts';

/** What a question adds to the hash of its benchmark version. Hashes are hex. */
export type HashedQuestion = {
	readonly question_id: string;
	readonly content_hash: string;
	readonly category: string;
	readonly subcategory: string;
	readonly languages: readonly string[];
	readonly difficulty: string;
	readonly baseline_hash: string;
};

/** SHA-256 (hex) of a benchmark version: its questions in their order, with the baseline's answers. */
export function hashBenchmark(questions: readonly HashedQuestion[]): string {
	return contentHash(
		canonicalJson(
			questions.map((question) => ({
				question_id: question.question_id,
				content: question.content_hash,
				category: question.category,
				subcategory: question.subcategory,
				languages: question.languages,
				difficulty: question.difficulty,
				baseline: question.baseline_hash,
			})),
		),
	);
}
