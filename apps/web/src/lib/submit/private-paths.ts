import type { BattleLinks } from '../battle/battle-links.ts';
import { battlePath, modelPath, submissionPath, withParams } from '../link.ts';

type Params = Readonly<Record<string, string | undefined>>;

/** A submission with the token of the link that its reader came by, which every address carries on. */
export type PrivateScope = {
	readonly id: string;
	readonly share: string | undefined;
};

/** What the private list of battles can be cut down to; the submission and its judge follow from its address. */
const KEYS = ['outcome', 'reason', 'category', 'subcategory'] as const;
export type PrivateFilter = Readonly<Partial<Record<(typeof KEYS)[number], string>>>;

/** The filter of an address, or of a link of the public pages; what belongs to no private list is left out. */
export function pickPrivateFilter(
	read: (name: string) => string | null | undefined,
): PrivateFilter {
	return Object.fromEntries(
		KEYS.flatMap((key) => {
			const value = read(key)?.trim();
			return value ? [[key, value] as const] : [];
		}),
	);
}

export const privatePath = ({ id, share }: PrivateScope, more: Params = {}) =>
	withParams(submissionPath(id), { share, ...more });

export const privateBattlesPath = ({ id, share }: PrivateScope, filter: Params = {}) =>
	withParams(`${submissionPath(id)}/battles`, { share, ...filter });

const privateBattlePath = ({ id, share }: PrivateScope, battle: string, filter: Params = {}) =>
	withParams(`${submissionPath(id)}/battles/${encodeURIComponent(battle)}`, { share, ...filter });

export const privateComparePath = ({ id, share }: PrivateScope, other?: string) =>
	withParams(`${submissionPath(id)}/compare`, { share, with: other });

/** Where everything on the pages of a submission leads; `slug` is its model's. */
export function privateLinks(scopeOf: () => PrivateScope, slugOf: () => string): BattleLinks {
	const pick = (filter: Params) => pickPrivateFilter((name) => filter[name]);
	return {
		isPrivate: true,
		battle: (battle, filter = {}) =>
			privateBattlePath(scopeOf(), battle, { ...pick(filter), text: filter['text'] }),
		otherBattle: battlePath,
		list: (filter) => privateBattlesPath(scopeOf(), pick(filter)),
		model: (slug) => (slug === slugOf() ? privatePath(scopeOf()) : modelPath(slug)),
		compare: () => privateComparePath(scopeOf()),
	};
}
