import { nameMember, splitShot } from './jury.ts';
import type { Shot } from '../identity/shot.ts';

/** The hash of the member whose turn it is, by the key of the question. */
export type Turns = ReadonlyMap<string, string>;

/**
 * Which member of a jury in the mode cyclic is asked about each question. The questions in the order of their hashes take the
 * members in turn, so that two members differ by one question at most, and chance decides which: any order of the questions
 * gives the same, and so does every model, so that two models meet the same judge on a question. What would be the turn of a
 * recused member is shared out among those that are left, also in turn; the other questions keep their judge.
 *
 * `members` are the hashes of all members, `seated` of those that are not recused, at least one.
 */
export function rotate(
	questions: readonly { readonly key: string; readonly contentHash: string }[],
	{ members, seated }: { readonly members: readonly string[]; readonly seated: readonly string[] },
): Turns {
	const [all, left] = [members.toSorted(), seated.toSorted()];
	const drawn = questions.toSorted((a, b) =>
		a.contentHash === b.contentHash ? compare(a.key, b.key) : compare(a.contentHash, b.contentHash),
	);
	return new Map(
		drawn.map(({ key }, at) => {
			const first = all[at % all.length];
			const round = Math.floor(at / all.length);
			const other = left[round % left.length];
			if (first === undefined || other === undefined)
				throw new Error('a jury in rotation has members');
			return [key, left.includes(first) ? first : other];
		}),
	);
}

/** Whether a shot of a jury is one of the member with this hash. */
export function isShotOf(hash: string): (order: Shot) => boolean {
	return (order) => splitShot(order).member === nameMember({ hash });
}

function compare(a: string, b: string): number {
	return a < b ? -1 : a > b ? 1 : 0;
}
