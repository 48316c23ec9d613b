import type { Database } from '@codejoust/db/connect';
import { countUnsure, type UnsureShare } from '@codejoust/db/queries/runs/cascade-runs';

/** Of fewer battles a share says little. */
const ENOUGH_BATTLES = 30;

/** Of the battles of a cascade those, 0 to 1, that its second judge is asked about. */
export type AskedShare = {
	readonly low: number;
	readonly expected: number;
	readonly high: number;
	/** Battles of the first judge that `expected` is taken from; 0 where it is the most that it can be. */
	readonly battles: number;
};

/**
 * The share of battles that a cascade will ask its second judge about. Where the first one has judged the submissions, it is
 * known; else it lies between none and all, and the first judge's battles so far say what to expect, if there are 30 of them.
 */
export async function findAskedShare(
	db: Database,
	asked: {
		readonly judgeVersionId: number;
		readonly margin: number;
		readonly submissionIds: readonly string[];
	},
): Promise<AskedShare> {
	const { judgeVersionId, margin, submissionIds } = asked;
	const parts: UnsureShare[] = [];
	for (const submissionId of submissionIds)
		parts.push(await countUnsure(db, { judgeVersionId, margin, submissionId }));
	const known = knownShare(parts);
	if (known) return known;
	return expectShare(await countUnsure(db, { judgeVersionId, margin }));
}

/** Of battles that are judged already; undefined where one of the submissions has none or an open one. */
function knownShare(parts: readonly UnsureShare[]): AskedShare | undefined {
	if (parts.some(({ battles, open }) => battles === 0 || open > 0)) return undefined;
	const battles = parts.reduce((sum, part) => sum + part.battles, 0);
	if (battles === 0) return undefined;
	const share = parts.reduce((sum, part) => sum + part.unsure, 0) / battles;
	return { low: share, expected: share, high: share, battles };
}

/** Of battles that nobody has judged yet, by others of the same judge. */
function expectShare({ battles, unsure }: Omit<UnsureShare, 'open'>): AskedShare {
	if (battles < ENOUGH_BATTLES) return { low: 0, expected: 1, high: 1, battles: 0 };
	return { low: 0, expected: unsure / battles, high: 1, battles };
}
