import { createRoute, z } from '@hono/zod-openapi';
import { listJudgeVersions } from '@codejoust/db/queries/judges/judges';
import type { ApiDeps } from '../deps.ts';
import { judgeVersion } from '@codejoust/contract/schemas/judge';
import { presentJudgeVersion } from '../present/judge.ts';
import { describeJudges } from '../use-cases/judges/describe-judge.ts';
import { findJudge } from '../use-cases/judges/find-judge.ts';
import { newApp } from './new-app.ts';
import { pageOf } from './page-of.ts';
import { json, problems } from './problem-responses.ts';

const list = createRoute({
	method: 'get',
	path: '/v1/judges',
	tags: ['judges'],
	summary: 'All judge versions',
	responses: { 200: json(pageOf(judgeVersion, 'JudgePage'), 'Judge versions'), ...problems() },
});

const read = createRoute({
	method: 'get',
	path: '/v1/judges/{judge}',
	tags: ['judges'],
	summary: 'A judge version: what it pins and how it has judged so far',
	request: {
		params: z.object({
			judge: z.string().max(200).openapi({ example: 'codejoust-rehearsal-1@1' }),
		}),
	},
	responses: { 200: json(judgeVersion, 'The judge version'), ...problems('not-found') },
});

/** Judge versions. */
export function judgeRoutes(deps: Pick<ApiDeps, 'db' | 'endpointOf'>) {
	return newApp()
		.openapi(list, async (context) => {
			const found = await describeJudges(deps, await listJudgeVersions(deps.db));
			return context.json({ items: found.map(presentJudgeVersion), next_cursor: null }, 200);
		})
		.openapi(read, async (context) => {
			const name = context.req.valid('param').judge;
			const [judge] = await describeJudges(deps, [await findJudge(deps.db, name)]);
			if (!judge) throw new Error(`judge ${name} was not described`);
			return context.json(presentJudgeVersion(judge), 200);
		});
}
