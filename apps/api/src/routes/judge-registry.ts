import { createRoute, z } from '@hono/zod-openapi';
import type { ApiDeps } from '../deps.ts';
import { actorOf, requireScope } from '../middleware/authenticate.ts';
import { once } from '../middleware/idempotency.ts';
import { judgeVersion } from '../schemas/judge.ts';
import {
	judgeChange,
	judgeChanges,
	judgePreview,
	judgeRelease,
	judgeTrial,
	newJudge,
	newTrial,
} from '../schemas/judge-registry.ts';
import { changeJudge } from '../use-cases/change-judge.ts';
import { describeJudges } from '../use-cases/describe-judge.ts';
import { findJudge } from '../use-cases/find-judge.ts';
import { readJudgeChanges } from '../use-cases/read-judge-changes.ts';
import { checkJudge, releaseJudge } from '../use-cases/release-judge.ts';
import { tryJudge } from '../use-cases/try-judge.ts';
import { newApp } from './new-app.ts';
import { json, problems } from './problem-responses.ts';

const shared = { tags: ['judges'], security: [{ key: [] }] };
const params = z.object({
	judge: z.string().max(200).openapi({ example: 'codejoust-rehearsal-1@1' }),
});
const bodyOf = <Schema extends z.ZodType>(schema: Schema) => ({
	body: { content: { 'application/json': { schema } }, required: true },
});
const refusals = ['invalid-input', 'malformed-body', 'unauthenticated', 'forbidden'] as const;

const check = createRoute({
	...shared,
	method: 'post',
	path: '/v1/judges/check',
	summary: 'What a judge definition would become, and how it differs; stores nothing',
	request: bodyOf(newJudge),
	responses: { 200: json(judgePreview, 'It is valid'), ...problems(...refusals) },
});

const create = createRoute({
	...shared,
	method: 'post',
	path: '/v1/judges',
	summary: 'Release a judge version',
	description:
		'The next version where the judge is there. A definition that was released before is answered with that version and status 200.',
	request: bodyOf(newJudge),
	responses: {
		200: json(judgeRelease, 'Released before'),
		201: json(judgeRelease, 'Released'),
		...problems(...refusals, 'idempotency-key-in-flight', 'idempotency-key-reused'),
	},
});

const changes = createRoute({
	method: 'get',
	path: '/v1/judges/{judge}/changes',
	tags: ['judges'],
	summary: 'What a judge version pins otherwise than another one, by default the version before it',
	request: {
		params,
		query: z.object({
			since: z
				.string()
				.max(200)
				.optional()
				.openapi({ description: 'A judge version, `name@version`.' }),
		}),
	},
	responses: {
		200: json(judgeChanges, 'The differences'),
		...problems('not-found', 'invalid-input'),
	},
});

const change = createRoute({
	...shared,
	method: 'patch',
	path: '/v1/judges/{judge}',
	summary: 'Retire a judge version, or take that back',
	description: 'A retired judge starts no runs. What it has judged stays, and so do its boards.',
	request: { params, ...bodyOf(judgeChange) },
	responses: {
		200: json(judgeVersion, 'The judge version as it is now'),
		...problems(...refusals, 'not-found', 'conflict'),
	},
});

const trial = createRoute({
	...shared,
	method: 'post',
	path: '/v1/judges/{judge}/try',
	summary: 'Put one stored battle to a judge for a look; stores nothing and moves no number',
	description:
		'Costs what its calls cost. A definition in the body is tried before it is released; what it leaves out is taken from the judge version.',
	request: { params, ...bodyOf(newTrial) },
	responses: {
		200: json(judgeTrial, 'What was sent, what came back, and what was read'),
		...problems(...refusals, 'not-found', 'conflict'),
	},
});

/** What operators do with judge versions; and what they changed, which everybody may read. */
export function judgeRegistryRoutes(deps: ApiDeps) {
	const app = newApp();
	const guard = requireScope(deps, 'operate');
	app.on(['POST'], ['/v1/judges', '/v1/judges/*'], guard);
	app.patch('/v1/judges/*', guard);
	app.openapi(check, async (context) =>
		context.json(await checkJudge(deps, context.req.valid('json')), 200),
	);
	app.openapi(create, async (context) => {
		const body = context.req.valid('json');
		const payload = JSON.stringify(body);
		const answer = await once(deps, context, { payload, isRequired: false }, async () => {
			const released = await releaseJudge(deps, body, actorOf(context));
			return { status: released.is_new ? 201 : 200, body: released };
		});
		return answer.status === 200 ? context.json(answer.body, 200) : context.json(answer.body, 201);
	});
	app.openapi(changes, async (context) => {
		const { judge: name } = context.req.valid('param');
		const { since } = context.req.valid('query');
		return context.json(await readJudgeChanges(deps.db, { name, since }), 200);
	});
	app.openapi(change, async (context) => {
		const { judge: name } = context.req.valid('param');
		const wanted = { name, change: context.req.valid('json'), by: actorOf(context) };
		await changeJudge(deps, wanted);
		const [judge] = await describeJudges(deps, [await findJudge(deps.db, name)]);
		if (!judge) throw new Error(`judge ${name} was not described`);
		return context.json(judge, 200);
	});
	app.openapi(trial, async (context) => {
		const { judge: name } = context.req.valid('param');
		const { signal } = context.req.raw;
		const asked = { name, trial: context.req.valid('json'), by: actorOf(context), signal };
		return context.json(await tryJudge(deps, asked), 200);
	});
	return app;
}
