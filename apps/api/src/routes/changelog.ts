import { createRoute, z } from '@hono/zod-openapi';
import { findBenchmarkVersion } from '@codejoust/db/queries/benchmarks/benchmarks';
import { Refusal } from '../refusal.ts';
import { change } from '@codejoust/contract/schemas/changelog';
import { cursor, pageLimit, slug } from '@codejoust/contract/schemas/names';
import { presentChange } from '../present/change.ts';
import { readChanges } from '../use-cases/boards/read-changelog.ts';
import type { RouteDeps } from './route-deps.ts';
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
		'Newest first. Every snapshot of a board is under `/v1/leaderboards/{benchmark}/snapshots`; this list has only what a reader of the boards wants to know.',
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
export function changelogRoutes(deps: Pick<RouteDeps, 'db' | 'boards'>) {
	const { db } = deps;
	return newApp().openapi(list, async (context) => {
		const { benchmark, cursor: place, limit } = context.req.valid('query');
		const before = readTimeCursor(place);
		const { items, more } = await readChanges(deps, { benchmarkSlug: benchmark, before, limit });
		// A benchmark whose versions are all retired has a past; one that nothing is told of may not exist.
		const isUntold = items.length === 0 && benchmark !== undefined;
		if (isUntold && !(await findBenchmarkVersion(db, { slug: benchmark })))
			throw new Refusal('not-found', `There is no benchmark "${benchmark}".`);
		const next = more ? writeTimeCursor(more) : null;
		return context.json({ items: items.map(presentChange), next_cursor: next }, 200);
	});
}
