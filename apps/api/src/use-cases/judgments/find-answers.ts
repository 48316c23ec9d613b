import type { Database } from '@codejoust/db/connect';
import type { BenchmarkVersionRow } from '@codejoust/db/queries/benchmarks/benchmarks';
import { listSubmissionsOf } from '@codejoust/db/queries/submissions/answered-by';
import { listResponses } from '@codejoust/db/queries/submissions/submissions';
import { contentHash } from '@codejoust/judge/identity/identity';
import type { Contestant } from './contestants.ts';

export type AnswerPlace = {
	readonly version: Pick<BenchmarkVersionRow, 'id' | 'contentHash'>;
};

/** Where the answers of a model are, or what has to be stored of them; a sentence where neither is possible. */
export type FoundAnswers =
	| { readonly kind: 'submitted'; readonly submissionId: string }
	| { readonly kind: 'imported' | 'unknown'; readonly isOtherVariant: boolean }
	| { readonly kind: 'refused'; readonly says: string };

/**
 * The submission that has the judged answers: by their texts where the file has them; else, of a file that names the model
 * alone, the one that the benchmark has of it.
 */
export async function findAnswers(
	db: Database,
	contestant: Contestant,
	{ version, mayBeUnknown }: AnswerPlace & { readonly mayBeUnknown: boolean },
): Promise<FoundAnswers> {
	const { slug: modelSlug, given, name } = contestant;
	const known = await listSubmissionsOf(db, { benchmarkVersionId: version.id, modelSlug });
	if (given !== 'none') {
		const hashes = hashAnswers(contestant, version);
		for (const { id } of known)
			if (await hasAnswers(db, id, hashes)) return { kind: 'submitted', submissionId: id };
	}
	const isOtherVariant = known.length > 0;
	if (given === 'texts') return { kind: 'imported', isOtherVariant };
	const whole = known.filter(({ isWithoutTexts }) => !isWithoutTexts);
	const [newest] = whole;
	if (newest && new Set(whole.map(({ variantId }) => variantId)).size === 1)
		return { kind: 'submitted', submissionId: newest.id };
	if (newest)
		return {
			kind: 'refused',
			says: `The file names the model ${name} alone, and the benchmark has answers of several variants of it: import a file that has the answers.`,
		};
	if (mayBeUnknown && given === 'lengths') return { kind: 'unknown', isOtherVariant };
	return { kind: 'refused', says: describeMissing(contestant, mayBeUnknown) };
}

function describeMissing({ name, given }: Contestant, mayBeUnknown: boolean): string {
	const start = `The answers of ${name} are not known: the file names the model alone, and the benchmark has no submission of it. Submit its answers first`;
	if (given === 'lengths' && !mayBeUnknown)
		return `${start}, or send answers: unknown to store the judgments without them.`;
	return mayBeUnknown
		? `${start}; without their texts the file has to say at least how long they were (length_model), and it does not.`
		: `${start}.`;
}

/** The hash of each answer; of one whose text nobody has given, of what is known of it. */
export function hashAnswers(
	{ slug, answers }: Contestant,
	{ contentHash: version }: AnswerPlace['version'],
): ReadonlyMap<string, string> {
	return new Map(
		[...answers].map(([question, { answer, characters = 0 }]) => [
			question,
			// An answer of no characters is known: it is empty.
			answer === undefined && characters > 0
				? contentHash(
						JSON.stringify(['answer without its text', version, slug, question, characters]),
					)
				: contentHash(answer ?? ''),
		]),
	);
}

async function hasAnswers(
	db: Database,
	submissionId: string,
	hashes: ReadonlyMap<string, string>,
): Promise<boolean> {
	const stored = await listResponses(db, submissionId);
	const hashOf = new Map(stored.map(({ key, textHash }) => [key, textHash]));
	return [...hashes].every(([question, hash]) => hashOf.get(question) === hash);
}
