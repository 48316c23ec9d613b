import { measureReferences } from '@codejoust/arena/judge-quality/reference-effect';
import { type CheckedPair, measureCheck } from '@codejoust/arena/judge-quality/judge-check';
import { mixSeed } from '@codejoust/arena/maths/random';
import { asRating } from '@codejoust/arena/rules/rating';
import { findRatingShot, writeRatingShot } from '@codejoust/judge/definition/rating-shot';
import type { Database } from '@codejoust/db/connect';
import {
	listSiblings,
	listStaleChecks,
	storeCheckResults,
	storeReferenceEffect,
} from '@codejoust/db/queries/judge-checks/judge-checks';
import {
	findModelOfCheck,
	listCheckedPairs,
	type ReadPair,
} from '@codejoust/db/queries/judge-checks/checked-pairs';
import type { Logger } from 'pino';

/** Goes up with every change of the arithmetic: stored numbers of another version are computed again at a start. */
export const CHECK_CODE_VERSION = 'check-4';

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
			// First, so that whoever finds the results finds the effects.
			const seen = await measureEffects(db, id);
			await storeCheckResults(db, { id, results, codeVersion: CHECK_CODE_VERSION, staleSince });
			// Another process may have measured a sibling meanwhile.
			if ((await listSiblings(db, id)).length > seen) await measureEffects(db, id);
		} catch (error) {
			log.error({ err: error, check: id }, 'a judge check could not be measured');
		}
	}
}

/**
 * What references change: between the check with those of the pairs and each that shows the judge others or none. Returns how
 * many checks there were.
 */
async function measureEffects(db: Database, checkId: string): Promise<number> {
	const siblings = await listSiblings(db, checkId);
	const on = siblings.find(({ shownReferences }) => shownReferences === 'on');
	if (!on) return siblings.length;
	const own = await listCheckedPairs(db, on.id);
	const model = await findModelOfCheck(db, on.id);
	for (const { id, shownReferences, seed } of siblings) {
		if (id === on.id || (id !== checkId && checkId !== on.id)) continue;
		const others = await listCheckedPairs(db, id);
		const pairs = own.flatMap((pair, at) => {
			const other = others[at];
			if (!other) throw new Error(`the checks ${on.id} and ${id} are of different pairs`);
			const isSolved = model === undefined ? undefined : pair.solvers?.[model];
			if (!pair.hasReference) return [];
			return [{ on: pair, other, ...(isSolved === undefined ? {} : { isSolved }) }];
		});
		const effect = measureReferences(pairs, mixSeed(seed, shownReferences));
		await storeReferenceEffect(db, id, effect);
	}
	return siblings.length;
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
