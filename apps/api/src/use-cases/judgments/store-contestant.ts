import type { Database } from '@codejoust/db/connect';
import { insertResponses, settleResponses } from '@codejoust/db/queries/submissions/drafts';
import { insertSubmission } from '@codejoust/db/queries/submissions/submissions';
import { storeAbsentTexts } from '@codejoust/db/queries/texts/texts';
import { contentHash } from '@codejoust/judge/identity/identity';
import type { Actor } from '../../actor.ts';
import { newId } from '../../new-id.ts';
import type { AskedBenchmark } from '../benchmarks/asked-benchmark.ts';
import { storeResponses } from '../benchmarks/store-responses.ts';
import { ensureModelVariant } from '../models/ensure-model.ts';
import type { Contestant } from './contestants.ts';
import { type FoundAnswers, hashAnswers } from './find-answers.ts';

/** Of a model that has other answers here: the imported ones are not to take the place of those. */
const OTHER_VARIANT = { label: 'imported answers' };

/** Stores the answers of a model that were judged elsewhere as a submission, which nothing judges here. Returns its id. */
export async function storeContestant(
	tx: Database,
	contestant: Contestant,
	{
		asked,
		found,
		isPrivate,
		by,
	}: {
		readonly asked: AskedBenchmark;
		readonly found: Extract<FoundAnswers, { readonly kind: 'imported' | 'unknown' }>;
		readonly isPrivate: boolean;
		readonly by: Actor;
	},
): Promise<string> {
	const { slug, name } = contestant;
	const id = newId('sub');
	const isWithoutTexts = found.kind === 'unknown';
	const settings = found.isOtherVariant ? OTHER_VARIANT : {};
	await insertSubmission(tx, {
		id,
		benchmarkVersionId: asked.version.id,
		variantId: await ensureModelVariant(tx, { slug, name: name.slice(0, 120) }, settings),
		isBaseline: false,
		isWithoutTexts,
		responses: 0,
		emptyResponses: 0,
		contentHash: contentHash(''),
		createdBy: by.actor,
		// An operator decided to have it.
		clearedAt: new Date(),
		warnings: [{ code: 'imported', message: describeOrigin(contestant, asked, isWithoutTexts) }],
		...(isPrivate ? { publishedAt: null } : {}),
	});
	const { questions } = asked;
	if (isWithoutTexts) await storeLengths(tx, id, { contestant, asked });
	else {
		const answers = [...contestant.answers].map(([question_id, { answer = '' }]) => ({
			question_id,
			response: answer,
		}));
		await storeResponses(tx, { submissionId: id, questions, batches: [answers] });
	}
	return id;
}

function describeOrigin(
	{ answers }: Contestant,
	{ questions }: AskedBenchmark,
	isWithoutTexts: boolean,
): string {
	const what = isWithoutTexts
		? 'The judgments of these answers were imported, and the texts of the answers were not given: no judge can be asked about them.'
		: 'These answers were imported together with judgments of them.';
	return answers.size === questions.length
		? what
		: `${what} There are ${answers.size} of ${questions.length}.`;
}

async function storeLengths(
	tx: Database,
	submissionId: string,
	{ contestant, asked }: { readonly contestant: Contestant; readonly asked: AskedBenchmark },
): Promise<void> {
	const hashes = hashAnswers(contestant, asked.version);
	const rows = asked.questions.flatMap(({ key, id: questionId }) => {
		const [textHash, characters] = [hashes.get(key), contestant.answers.get(key)?.characters];
		if (textHash === undefined || characters === undefined) return [];
		return [{ submissionId, questionId, textHash, characters, isEmpty: characters === 0 }];
	});
	const absent = rows.map(({ textHash: hash, characters }) => ({ hash, characters }));
	await storeAbsentTexts(
		tx,
		absent,
		'The imported file has the judgment of this answer and not its text.',
	);
	await insertResponses(tx, rows);
	await settleResponses(tx, submissionId, { responses: rows, hashOf: contentHash });
}
