import { createRoute, z } from '@hono/zod-openapi';
import { findBenchmarkVersion } from '@codejoust/db/queries/benchmarks';
import type { ApiDeps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { change } from '../schemas/changelog.ts';
import { cursor, pageLimit, slug } from '../schemas/names.ts';
import { readChanges } from '../use-cases/read-changelog.ts';
import { readTimeCursor, writeTimeCursor } from './cursors.ts';
import { newApp } from './new-app.ts';
import { pageOf } from './page-of.ts';
import { json, problems } from './problem-responses.ts';

const list = createRoute({
	method: 'get',
	path: '/v1/changelog',
	tags: ['changelog'],
	summary: 'What changed on the boards: models, judges, benchmark versions, retirements',
	description:
		'Newest first. Every snapshot of a board is under `/v1/leaderboards/{benchmark}/snapshots`; here stands only what a reader of the boards would want to be told.',
	request: {
		query: z.object({
			benchmark: slug.optional().openapi({ description: 'All versions of one benchmark.' }),
			cursor: cursor.optional(),
			limit: pageLimit.default(50),
		}),
	},
	responses: {
		200: json(pageOf(change, 'ChangePage'), 'Changes'),
		...problems('not-found', 'invalid-input'),
	},
});

/** The changelog of the boards. */
export function changelogRoutes({ db }: Pick<ApiDeps, 'db'>) {
	return newApp().openapi(list, async (context) => {
		const { benchmark, cursor: place, limit } = context.req.valid('query');
		const before = readTimeCursor(place);
		const { items, more } = await readChanges(db, { benchmarkSlug: benchmark, before, limit });
		// A benchmark whose versions are all retired has a past; one that nothing is told of may not exist.
		const isUntold = items.length === 0 && benchmark !== undefined;
		if (isUntold && !(await findBenchmarkVersion(db, { slug: benchmark })))
			throw new Refusal('not-found', `There is no benchmark "${benchmark}".`);
		return context.json({ items, next_cursor: more ? writeTimeCursor(more) : null }, 200);
	});
}
