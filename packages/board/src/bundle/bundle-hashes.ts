import { hashBenchmark } from '@codejoust/judge/identity/benchmark-hash';
import { canonicalJson } from '@codejoust/judge/identity/canonical-json';
import { contentHash } from '@codejoust/judge/identity/identity';
import { identityOf } from '@codejoust/judge/protocol/kinds';
import type {
	BundleBattle,
	BundleHeader,
	BundleQuestion,
} from '@codejoust/contract/schemas/bundle';
import { type Difference, findDifferences } from './differences.ts';
import type { Bundle } from './read-bundle.ts';

/**
 * Every hash of a bundle against what it is the hash of: the judge's definition, the benchmark, the identity of each
 * judgment, and the texts and their lengths where the bundle has them.
 */
export function checkHashes(bundle: Bundle): Difference[] {
	const { header, questions, battles } = bundle;
	const { judge, benchmark, snapshot } = header;
	const questionOf = new Map(questions.map((question) => [question.question_id, question]));
	return [
		...findDifferences('judge/hash', judge.hash, contentHash(canonicalJson(judge.definition))),
		...findDifferences('benchmark/content_hash', benchmark.content_hash, hashBenchmark(questions)),
		...findDifferences('snapshot/seed', snapshot.seed, benchmark.content_hash),
		...questions.flatMap(checkQuestion),
		...battles.flatMap((battle) => {
			const question = questionOf.get(battle.question_id);
			return question ? checkIdentities(battle, question, judge) : [];
		}),
		...battles.flatMap(checkResponse),
	];
}

function checkQuestion(question: BundleQuestion): Difference[] {
	const { messages, baseline_answer: answer } = question;
	const path = `questions/${question.question_id}`;
	return [
		...(messages === undefined
			? []
			: findDifferences(
					`${path}/content_hash`,
					question.content_hash,
					contentHash(canonicalJson(messages)),
				)),
		...checkAnswer(`${path}/baseline`, answer, {
			hash: question.baseline_hash,
			length: question.baseline_length,
		}),
	];
}

function checkResponse(battle: BundleBattle): Difference[] {
	const path = `battles/${battle.submission_id}/${battle.question_id}/response`;
	const { response_hash: hash, response_length: length } = battle;
	return checkAnswer(path, battle.response, { hash, length });
}

function checkAnswer(
	path: string,
	text: string | undefined,
	claim: { readonly hash: string; readonly length: number },
): Difference[] {
	if (text === undefined) return [];
	return [
		...findDifferences(`${path}_hash`, claim.hash, contentHash(text)),
		...findDifferences(`${path}_length`, claim.length, [...text].length),
	];
}

/** A judgment is of one judge, question, pair of answers and order: its identity says of which. */
function checkIdentities(
	battle: BundleBattle,
	question: BundleQuestion,
	{ hash: judgeHash, definition }: BundleHeader['judge'],
): Difference[] {
	const identify = identityOf(definition);
	return battle.games.flatMap(({ order, identity }) =>
		findDifferences(
			`battles/${battle.submission_id}/${battle.question_id}/${order}/identity`,
			identity,
			identify({
				judgeHash,
				questionHash: question.content_hash,
				baselineHash: question.baseline_hash,
				responseHash: battle.response_hash,
				order,
				replicate: 0,
			}),
		),
	);
}
