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
