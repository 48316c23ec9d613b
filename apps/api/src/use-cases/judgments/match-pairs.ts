import type { StoredPair } from '@codejoust/db/queries/judge-checks/judge-check-sets';
import type { ProblemList } from '@codejoust/formats/checks/problem-list';
import type { JudgedPair } from '@codejoust/formats/judgments/pair-judgments';
import { quoteValue } from '@codejoust/arena/text/printable';
import { readMessages } from '../../stored-messages.ts';

/**
 * Refuses pairs that a set does not have, or has with another prompt, answer or label. Their order does not matter: programs write
 * pairs as they are judged. A text that was redacted is not compared.
 */
export function matchPairs(
	judged: readonly JudgedPair[],
	{ name, pairs }: { readonly name: string; readonly pairs: readonly StoredPair[] },
	problems: ProblemList,
): void {
	const stored = new Map(pairs.map((pair) => [pair.key, pair]));
	for (const { pair, place } of judged) {
		const known = stored.get(pair.pair_id);
		const fault = known ? findDifference(pair, known) : 'the set has no such pair';
		if (fault === undefined) continue;
		problems.add({
			line: pair.line,
			field: 'pair_id',
			value: pair.pair_id,
			reason: 'unknown-question',
			message: `${place}: the pair ${quoteValue(pair.pair_id)} is not one of ${name}: ${fault}. Import the judgments for another set, or another version of it.`,
		});
	}
}

function findDifference(pair: JudgedPair['pair'], known: StoredPair): string | undefined {
	const isOther = (theirs: string | null, ours: string) => theirs !== null && theirs !== ours;
	if (known.messages !== null && promptOf(readMessages(known.messages)) !== promptOf(pair.messages))
		return 'its prompt is another one there';
	if (isOther(known.first, pair.response_a)) return 'its first answer is another one there';
	if (isOther(known.second, pair.response_b)) return 'its second answer is another one there';
	return known.label === pair.label ? undefined : `its label is ${known.label} there`;
}

function promptOf(messages: JudgedPair['pair']['messages']): string {
	return JSON.stringify(messages.map(({ role, content }) => [role, content]));
}
