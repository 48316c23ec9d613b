import type { LeaderboardQuery } from '@codejoust/contract/client';
import { error } from '@sveltejs/kit';
import { showHidden } from '../text/visible-text.ts';

/** The judge that an address names, for reads that know no slice. */
export function onlyJudge({ judge }: LeaderboardQuery): { judge?: string } {
	return judge === undefined ? {} : { judge };
}

/** Refuses an address that names models which are not on the board. */
export function refuseUnknown(unknown: readonly string[]): void {
	if (unknown.length === 0) return;
	const names = unknown.map((name) => `"${showHidden(name)}"`).join(', ');
	error(422, 'The input is not valid', {
		detail: `${names} ${unknown.length === 1 ? 'is' : 'are'} not on this board.`,
	});
}
