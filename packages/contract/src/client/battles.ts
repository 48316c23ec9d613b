import type { Battle } from '../schemas/battle.ts';
import type {
	BattleChanges,
	BattleCounts,
	BattlePage,
	BattlePrompts,
} from '../schemas/battle-list.ts';
import type { NewRedaction, Redaction } from '../schemas/redaction.ts';
import type { LeaderboardQuery } from './boards.ts';
import type { Sender } from './open-sender.ts';

/** Battles with their games and verdicts. */
export function battleMethods({ get, post }: Sender) {
	const name = encodeURIComponent;
	return {
		/** With `q` those with these words in a text; a page of a search may have no item and still a next one. */
		battles: (query: BattleQuery) => get<BattlePage>('/v1/battles', query),
		/** By outcome and by reason; of a benchmark, a submission or a run. */
		battleCounts: (filter: BattleFilter) => get<BattleCounts>('/v1/battle-counts', filter),
		/** Which battles have another outcome in another run. */
		battleChanges: (query: { from: string; to: string; cursor?: string; limit?: number }) =>
			get<BattleChanges>('/v1/battle-changes', query),
		/** What the judge was sent, to the letter. */
		battlePrompts: (id: string) => get<BattlePrompts>(`/v1/battles/${name(id)}/prompts`),
		/** Its neighbours are those within the filter. */
		battle: (id: string, filter: SearchFilter = {}) =>
			get<Battle>(`/v1/battles/${name(id)}`, filter),
		/** Removes texts of a battle permanently. */
		redact: (body: NewRedaction) => post<Redaction>('/v1/redactions', body),
	};
}

export type BattleFilter = LeaderboardQuery & {
	readonly benchmark?: string;
	readonly model?: string;
	readonly submission?: string;
	readonly run?: string;
	readonly question?: string;
	/** win, tie, loss, unscored, open or flipped. */
	readonly outcome?: string;
	/** Why a battle is unscored, or `empty-answer`. */
	readonly reason?: string;
};

/** The same with words to look for in the texts. */
export type SearchFilter = BattleFilter & { readonly q?: string };

export type BattleQuery = SearchFilter & { readonly cursor?: string; readonly limit?: number };
