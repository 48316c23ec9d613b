import { createRoute, z } from '@hono/zod-openapi';
import { battleChanges, battleCounts } from '@codejoust/contract/schemas/battle-list';
import { cursor, pageLimit } from '@codejoust/contract/schemas/names';
import { countBattles } from '@codejoust/db/queries/boards/count-battles';
import { viewerOf } from '../middleware/reader.ts';
import { isKeptBack } from '../middleware/withheld.ts';
import { presentChanges } from '../present/battle-changes.ts';
import { presentCounts } from '../present/battle-counts.ts';
import { readChanges } from '../use-cases/battles/read-changes.ts';
import { battleFilter, readScope, requireNamed } from './battle-filter.ts';
import { newApp } from './new-app.ts';
import { json, problems } from './problem-responses.ts';
import type { RouteDeps } from './route-deps.ts';

const counts = createRoute({
	method: 'get',
	path: '/v1/battle-counts',
	tags: ['battles'],
	summary: 'How many battles there are of each outcome and each reason',
	description: 'Of a benchmark, a submission or a run, cut down by the other filters.',
	request: { query: battleFilter },
	responses: {
		200: json(battleCounts, 'The counts'),
		...problems('not-found', 'invalid-input', 'too-many-requests'),
	},
});

const changes = createRoute({
	method: 'get',
	path: '/v1/battle-changes',
	tags: ['battles'],
	summary: 'Which battles have another outcome in another run',
	description:
		'Two runs on one benchmark version: two submissions of a model, two judges, or a run and its replicate. Compared are the questions that both have.',
	request: {
		query: z.object({
			from: z.string().min(1).max(80).openapi({ description: 'The id of a run.' }),
			to: z.string().min(1).max(80).openapi({ description: 'The id of the other run.' }),
			cursor: cursor.regex(/^\d{1,9}$/, 'Use the value of next_cursor as the cursor.').optional(),
			limit: pageLimit.default(50),
		}),
	},
	responses: {
		200: json(battleChanges, 'What changed'),
		...problems('not-found', 'invalid-input', 'too-many-requests'),
	},
});

/** Figures over many battles. */
export function battleListRoutes({ db }: RouteDeps) {
	return newApp()
		.openapi(counts, async (context) => {
			const query = context.req.valid('query');
			requireNamed(query, 'A count of battles');
			const scope = { ...(await readScope(db, query)), viewer: viewerOf(context) };
			return context.json(presentCounts(await countBattles(db, scope)), 200);
		})
		.openapi(changes, async (context) => {
			const { cursor: after, ...query } = context.req.valid('query');
			const page = { ...query, after: after === undefined ? -1 : Number(after) };
			const found = await readChanges(db, page, viewerOf(context));
			return context.json(presentChanges(found, isKeptBack(context, found.visibility)), 200);
		});
}
