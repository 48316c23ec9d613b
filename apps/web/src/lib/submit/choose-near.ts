import type { SubmissionPlace } from '@codejoust/contract/client';

type Placed = SubmissionPlace['models'][number];

/** Models that are shown above and below. */
const EACH_SIDE = 5;

/** The models of a board around a score, up to five on each side, and all others; both in the order of the board. */
export function chooseNear(
	models: readonly Placed[],
	score: number | undefined,
): { readonly near: readonly Placed[]; readonly others: readonly Placed[] } {
	const above = models.filter((one) => (one.score?.value ?? 0) >= (score ?? 1));
	const below = models.filter((one) => !above.includes(one));
	const near = new Set([...above.slice(-EACH_SIDE), ...below.slice(0, EACH_SIDE)]);
	return {
		near: models.filter((one) => near.has(one)),
		others: models.filter((one) => !near.has(one)),
	};
}
