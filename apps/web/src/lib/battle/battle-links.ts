import { getContext, hasContext, setContext } from 'svelte';
import { battlePath, comparePath, modelPath, withParams } from '../link.ts';

type Params = Readonly<Record<string, string | undefined>>;

/** Where the battles of a page lead: to the public pages, or to those of one submission that is not public. */
export type BattleLinks = {
	readonly isPrivate: boolean;
	readonly battle: (id: string, filter?: Params) => string;
	/** Of the second model of a comparison. */
	readonly otherBattle: (id: string) => string;
	readonly list: (filter: Params) => string;
	readonly model: (slug: string) => string;
	/** Where a model, by slug or submission, is compared with another one. */
	readonly compare: (choice: {
		readonly benchmark: string;
		readonly model: string;
		readonly judge: string;
	}) => string;
};

const PUBLIC: BattleLinks = {
	isPrivate: false,
	battle: battlePath,
	otherBattle: battlePath,
	list: (filter) => withParams('/battles', filter),
	model: (slug) => modelPath(slug),
	compare: ({ benchmark, model, judge }) =>
		comparePath({ benchmark, models: [model], slice: { judge } }),
};

const KEY = Symbol('where battles lead');

/** For everything that a page draws; called while its component is made. */
export function leadBattlesTo(links: BattleLinks): void {
	setContext(KEY, links);
}

/** Those of the page, else the public ones; called while a component is made. */
export function battleLinks(): BattleLinks {
	return hasContext(KEY) ? getContext<BattleLinks>(KEY) : PUBLIC;
}
