import type { BattleQuery } from '@codejoust/contract/client';
import type { OutcomeFilter } from '@codejoust/contract/schemas/closed-lists';

export const BATTLE_KEYS = [
	'benchmark',
	'model',
	'submission',
	'outcome',
	'reason',
	'category',
	'subcategory',
	'language',
	'difficulty',
	'judge',
	'question',
	'q',
] as const;
export type BattleKey = (typeof BATTLE_KEYS)[number];
export type BattleFilter = Readonly<Partial<Record<BattleKey, string>>>;

/** What the reader can ask for, in the order of the form. */
export const OUTCOME_CHOICES = [
	'win',
	'tie',
	'loss',
	'flipped',
	'unscored',
] as const satisfies readonly OutcomeFilter[];

/** How lists of them are called. */
export const PLURALS: Readonly<Record<(typeof OUTCOME_CHOICES)[number], string>> = {
	win: 'wins',
	tie: 'ties',
	loss: 'losses',
	flipped: 'flipped',
	unscored: 'unscored',
};

/** The filters in the address; empty ones are absent. */
export function readBattleFilter(search: URLSearchParams): BattleFilter {
	return Object.fromEntries(
		BATTLE_KEYS.flatMap((key) => {
			const value = search.get(key)?.trim();
			return value ? [[key, value] as const] : [];
		}),
	);
}

/** What the form has no field for and carries along unseen. */
export const UNSEEN_KEYS = ['subcategory', 'judge', 'submission', 'reason'] as const;

/** The part of a filter that the form does not show. */
export function unseenFilter(filter: BattleFilter): BattleFilter {
	return Object.fromEntries(
		UNSEEN_KEYS.flatMap((key) => (filter[key] === undefined ? [] : [[key, filter[key]]])),
	);
}

/** The filter in words, for whoever walks through the battles within it. */
export function describeFilter(filter: BattleFilter): string {
	const { outcome, ...rest } = filter;
	const others = BATTLE_KEYS.flatMap((key) => {
		const value = key === 'outcome' ? undefined : rest[key];
		return value === undefined ? [] : [key === 'q' ? `with “${value}”` : `${key} ${value}`];
	});
	return [outcome && `${outcome} only`, ...others].filter(Boolean).join(', ');
}

/** Whether the battles of a filter can be counted and searched: those of all benchmarks are too many. */
export function isNamed({ benchmark, submission }: BattleFilter): boolean {
	return (benchmark ?? submission) !== undefined;
}

/** The filter as the API takes it, from a place in the list on. */
export function battleQuery(
	filter: BattleFilter,
	cursor: string | null,
	limit: number,
): BattleQuery {
	return { ...filter, ...(cursor ? { cursor } : {}), limit };
}
