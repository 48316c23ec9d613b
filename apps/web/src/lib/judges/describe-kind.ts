import type { JudgeKind } from '@codejoust/contract/schemas/closed-lists';

/** What stands after the name of a judge that does not end with one of five labels. */
const WORDS: Readonly<Record<JudgeKind, string>> = {
	pairwise: '',
	token: ', read by one token',
	rubric: ', which rates one answer at a time',
	jury: ', whose members vote',
	cascade: ', whose second judge is asked where the first is not sure',
	recorded: ', whose judgments were imported',
};

/** How a judge judges, where that is not the usual way; nothing for a kind of a newer server. */
export function describeKind({ kind }: { readonly kind: string }): string {
	return Object.hasOwn(WORDS, kind) ? WORDS[kind as JudgeKind] : '';
}
