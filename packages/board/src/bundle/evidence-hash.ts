import type { BundleBattle } from '@codejoust/contract/schemas/bundle';
import { canonicalJson } from '@codejoust/judge/identity/canonical-json';
import { contentHash } from '@codejoust/judge/identity/identity';

/** Hash of everything that a bundle says of a battle's games but their texts, which it may leave out. */
export function hashEvidence(games: BundleBattle['games']): string {
	return contentHash(
		canonicalJson(
			games
				.map(({ order, identity, judgments }) => ({
					order,
					identity,
					judgments: judgments
						.map(({ text: _, ...judgment }) => judgment)
						.sort((a, b) => a.attempt - b.attempt),
				}))
				.sort((a, b) => (a.order < b.order ? -1 : 1)),
		),
	);
}

/** Hash of the evidence of all battles, whatever their order; it depends on nothing that a bundle says of itself. */
export function hashAllEvidence(battles: readonly BundleBattle[]): string {
	const lines = battles.map(
		({ submission_id: submission, question_id: question, games }) =>
			[submission, question, hashEvidence(games)] as const,
	);
	return contentHash(
		canonicalJson(lines.sort((a, b) => compare(a[0], b[0]) || compare(a[1], b[1]))),
	);
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
