import type { ScoringRule } from '../schemas/closed-lists.ts';
import type { ModelHistory, WinFractions } from '../schemas/board-chart.ts';
import type { Change } from '../schemas/changelog.ts';
import type { Comparison } from '../schemas/comparison.ts';
import type { CriteriaBoard } from '../schemas/criteria.ts';
import type { CascadeQuality } from '../schemas/cascade.ts';
import type { JuryQuality } from '../schemas/jury.ts';
import type { Leaderboard, Matrix } from '../schemas/leaderboard.ts';
import type { BoardCoverage, BoardRecomputation, BoardRetry } from '../schemas/operation.ts';
import type { BoardOverview } from '../schemas/overview.ts';
import type { Page, Sender } from './open-sender.ts';

/** Live boards, their charts and what changed on them. */
export function boardMethods({ get, call }: Sender) {
	const name = encodeURIComponent;
	return {
		leaderboards: () => get<{ readonly items: readonly BoardCoverage[] }>('/v1/leaderboards'),
		leaderboard: (benchmark: string, query: LeaderboardQuery & { readonly limit?: number } = {}) =>
			get<Leaderboard>(`/v1/leaderboards/${name(benchmark)}`, query),
		matrix: (benchmark: string, query: { judge?: string; category?: string } = {}) =>
			get<Matrix>(`/v1/leaderboards/${name(benchmark)}/matrix`, query),
		/** The boards of one family of judges beside each other: by default that with the most criteria. */
		criteria: (benchmark: string, query: { judge?: string } = {}) =>
			get<CriteriaBoard>(`/v1/leaderboards/${name(benchmark)}/criteria`, query),
		/** 2 to 10 models, by slug or submission id. */
		comparison: (
			benchmark: string,
			{ models, ...query }: LeaderboardQuery & { readonly models: readonly string[] },
		) =>
			get<Comparison>(`/v1/leaderboards/${name(benchmark)}/compare`, {
				...query,
				models: models.join(','),
			}),
		/** The first models of a board, each beside each other. */
		winFractions: (benchmark: string, query: LeaderboardQuery & { readonly limit?: number } = {}) =>
			get<WinFractions>(`/v1/leaderboards/${name(benchmark)}/win-fractions`, query),
		/** A model's score in the stored snapshots, newest first; by slug, or by a submission's id. */
		history: (
			benchmark: string,
			query: { model: string; judge?: string; cursor?: string; limit?: number },
		) => get<ModelHistory>(`/v1/leaderboards/${name(benchmark)}/history`, query),
		/** What the votes on a jury's board say of the jury. */
		jury: (benchmark: string, query: { judge?: string } = {}) =>
			get<JuryQuality>(`/v1/leaderboards/${name(benchmark)}/jury`, query),
		/** How often a cascade has asked its second judge on its board, and what that has saved. */
		cascade: (benchmark: string, query: { judge?: string } = {}) =>
			get<CascadeQuality>(`/v1/leaderboards/${name(benchmark)}/cascade`, query),
		/** Asks all unscored games of a board's runs again; refused as a conflict when there is none. */
		retryBoard: (benchmark: string, query: { judge?: string } = {}) =>
			call<BoardRetry>('POST', `/v1/leaderboards/${name(benchmark)}/retry`, { query }),
		/** Has every board of earlier rules computed again; needs an operator's key. */
		recomputeBoards: () => call<BoardRecomputation>('POST', '/v1/leaderboards/recompute'),
		/** What changed on the boards, newest first. */
		changelog: (query: { benchmark?: string; cursor?: string; limit?: number } = {}) =>
			get<Page<Change>>('/v1/changelog', query),
		/** The newest version of every benchmark with the top of its live board. */
		overview: (query: { limit?: number } = {}) =>
			get<{ readonly items: readonly BoardOverview[] }>('/v1/overview', query),
	};
}

export type LeaderboardQuery = {
	readonly category?: string;
	readonly subcategory?: string;
	readonly language?: string;
	readonly difficulty?: string;
	readonly judge?: string;
	/** How battles become a score; `codejoust` by default. */
	readonly rule?: ScoringRule;
};
