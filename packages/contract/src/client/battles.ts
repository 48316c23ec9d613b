import type { Battle, BattleBrief } from '../schemas/battle.ts';
import type { NewRedaction, Redaction } from '../schemas/redaction.ts';
import type { LeaderboardQuery } from './boards.ts';
import type { Page, Sender } from './open-sender.ts';

/** Battles with their games and verdicts. */
export function battleMethods({ get, post }: Sender) {
	const name = encodeURIComponent;
	return {
		battles: (query: BattleQuery) => get<Page<BattleBrief>>('/v1/battles', query),
		/** Its neighbours are those within the filter. */
		battle: (id: string, filter: BattleFilter = {}) =>
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

export type BattleQuery = BattleFilter & {
	readonly cursor?: string;
	readonly limit?: number;
	/** worst: what the model lost most first, on one page. */
	readonly order?: 'planned' | 'worst';
};
