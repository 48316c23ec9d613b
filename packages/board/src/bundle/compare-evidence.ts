import { hashEvidence } from './evidence-hash.ts';
import { readBundle, type UnreadableBundle } from './read-bundle.ts';

export type ComparedEvidence =
	| { readonly kind: 'compared'; readonly differing: readonly string[]; readonly total: number }
	| UnreadableBundle;

const MOST_NAMED = 20;

/**
 * The battles whose judgments are not the same in two bundles of one snapshot, as `submission/question`, the first 20 of them:
 * verdicts, attempts, times, tokens and the models that answered. A battle that only one of them has differs.
 */
export function compareEvidence(own: string, theirs: string): ComparedEvidence {
	const [first, second] = [readEvidence(own), readEvidence(theirs)];
	if ('kind' in first) return first;
	if ('kind' in second) return second;
	const names = new Set([...first.keys(), ...second.keys()]);
	const differing = [...names].filter((name) => first.get(name) !== second.get(name)).sort();
	return { kind: 'compared', differing: differing.slice(0, MOST_NAMED), total: differing.length };
}

function readEvidence(text: string): ReadonlyMap<string, string> | UnreadableBundle {
	const bundle = readBundle(text);
	if (bundle.kind === 'unreadable') return bundle;
	return new Map(
		bundle.battles.map(({ submission_id: submission, question_id: question, games }) => [
			`${submission}/${question}`,
			hashEvidence(games),
		]),
	);
}
