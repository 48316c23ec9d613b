import type {
	AddedPublishedResults,
	NewPublishedResults,
	PublishedBoard,
	PublishedSet,
} from '../schemas/published-results.ts';
import type { LeaderboardQuery } from './boards.ts';
import type { Sender } from './open-sender.ts';

/** Results that others published, which are shown beside boards and never ranked. */
export function publishedResultMethods({ get, call }: Sender) {
	const name = encodeURIComponent;
	return {
		publishedSets: (benchmark: string) =>
			get<{ readonly items: readonly PublishedSet[] }>(
				`/v1/benchmarks/${name(benchmark)}/published-results`,
			),
		/** Adds a table, all or nothing; with `dry_run` everything is checked and nothing is stored. */
		addPublishedResults: (benchmark: string, { metadata, results }: PublishedUpload) => {
			const body = new FormData();
			body.set('metadata', JSON.stringify(metadata));
			body.set('results', results);
			return call<AddedPublishedResults>(
				'POST',
				`/v1/benchmarks/${name(benchmark)}/published-results`,
				{ body },
			);
		},
		removePublishedResults: (id: string) =>
			call<PublishedSet>('DELETE', `/v1/published-results/${name(id)}`),
		/** Every set beside a board's slice, by default the live board and all questions. */
		publishedResults: (benchmark: string, query: Omit<LeaderboardQuery, 'rule'> = {}) =>
			get<PublishedBoard>(`/v1/leaderboards/${name(benchmark)}/published-results`, query),
	};
}

export type PublishedUpload = {
	readonly metadata: NewPublishedResults;
	readonly results: Blob;
};
