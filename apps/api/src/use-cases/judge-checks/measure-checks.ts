import { type CheckedPair, measureCheck } from '@codejoust/arena/judge-quality/judge-check';
import { asRating } from '@codejoust/arena/rules/rating';
import { findRatingShot, writeRatingShot } from '@codejoust/judge/definition/rating-shot';
import type { Database } from '@codejoust/db/connect';
import {
	listCheckedPairs,
	type ReadPair,
	listStaleChecks,
	storeCheckResults,
} from '@codejoust/db/queries/judge-checks/judge-checks';
import type { Logger } from 'pino';

/** Goes up with every change of the arithmetic: stored numbers of another version are computed again at a start. */
export const CHECK_CODE_VERSION = 'check-2';

/** Computes the numbers of every judge check whose run has ended since; one that fails keeps no other waiting. */
export async function measureStaleChecks({
	db,
	log,
}: {
	readonly db: Database;
	readonly log: Logger;
}): Promise<void> {
	for (const { id, staleSince } of await listStaleChecks(db)) {
		try {
			const results = measureCheck((await listCheckedPairs(db, id)).map(asChecked));
			await storeCheckResults(db, { id, results, codeVersion: CHECK_CODE_VERSION, staleSince });
		} catch (error) {
			log.error({ err: error, check: id }, 'a judge check could not be measured');
		}
	}
}

/** With what was read of both answers under each criterion, where the judge rates. */
function asChecked({ others = [], ...pair }: ReadPair): CheckedPair {
	const read = new Map(others.map(({ order, verdict }) => [order, verdict]));
	const criteria = new Set(others.flatMap(({ order }) => findRatingShot(order)?.criterion ?? []));
	if (criteria.size === 0) return pair;
	const ratingOf = (rated: 'baseline' | 'model', criterion: string) =>
		asRating(Number(read.get(writeRatingShot({ rated, criterion })) ?? NaN));
	const ratings = [...criteria].map((name) => ({
		a: ratingOf('baseline', name),
		b: ratingOf('model', name),
	}));
	return { ...pair, ratings };
}
