import { readFile } from 'node:fs/promises';
import { readQuestions } from '@codejoust/formats/questions/questions';
import { readResponses } from '@codejoust/formats/responses/responses';
import type { Game } from '@codejoust/judge/game/play-game';
import { canonicalJson } from '@codejoust/judge/identity/canonical-json';
import type { Protocol } from '@codejoust/judge/protocol/protocol';
import { contentHash } from '@codejoust/judge/identity/identity';

/** The sample as it is shipped, whether it is published here or not. */
const SAMPLE = new URL('../../../../../sample/', import.meta.url);
/** The model whose answers are closest to the baseline's: neither game is a foregone conclusion. */
const MODEL = 'sample-close';

export type SampleGame = Omit<Game, 'judgeHash'> & { readonly questionId: string };

/** What a judge is asked about `count` questions of the shipped sample, spread over its categories. The same at every call. */
export async function readSampleGames(
	count: number,
	{ shots, usesReference }: Pick<Protocol, 'shots' | 'usesReference'>,
): Promise<readonly SampleGame[]> {
	const read = (name: string) => readFile(new URL(name, SAMPLE));
	const { questions } = readQuestions(await read('questions.jsonl'));
	const baselines = await readTexts('baseline', read);
	const responses = await readTexts(MODEL, read);
	const chosen = Array.from(
		{ length: count },
		(_, index) => questions[Math.floor((index * questions.length) / count)],
	);
	return chosen.flatMap((question) => {
		const baseline = question && baselines.get(question.question_id);
		const response = question && responses.get(question.question_id);
		if (!question || !baseline || !response)
			throw new Error('the shipped sample lacks a question or an answer');
		const reference = usesReference ? question.reference : undefined;
		return shots(question).map((order) => ({
			questionId: question.question_id,
			question: question.messages,
			baseline,
			response,
			questionHash: contentHash(canonicalJson(question.messages)),
			baselineHash: contentHash(baseline),
			responseHash: contentHash(response),
			...(reference === undefined ? {} : { reference, referenceHash: contentHash(reference) }),
			order,
			replicate: 0,
		}));
	});
}

async function readTexts(model: string, read: (name: string) => Promise<Uint8Array>) {
	const { responses } = readResponses(await read(`responses-${model}.jsonl`));
	return new Map(responses.map(({ question_id: id, response }) => [id, response]));
}
