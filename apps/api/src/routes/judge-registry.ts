import { onJudgeReleased } from '../use-cases/rejudgings/rejudging-rules.ts';
import { createRoute, z } from '@hono/zod-openapi';
import type { RouteDeps } from './route-deps.ts';
import { actorOf, requireScope } from '../middleware/authenticate.ts';
import { once } from '../middleware/idempotency.ts';
import { presentJudgeRelease, presentJudgeVersion } from '../present/judge.ts';
import { presentJudgeTrial } from '../present/judge-trial.ts';
import { judgeVersion } from '@codejoust/contract/schemas/judge';
import {
	judgeChange,
	judgeChanges,
	judgePreview,
	judgeRelease,
	judgeTrial,
	newJudge,
	newTrial,
} from '@codejoust/contract/schemas/judge-registry';
import { changeJudge } from '../use-cases/judges/change-judge.ts';
import { describeJudges } from '../use-cases/judges/describe-judge.ts';
import { findJudge } from '../use-cases/judges/find-judge.ts';
import { readJudgeChanges } from '../use-cases/judges/read-judge-changes.ts';
import { checkJudge, releaseJudge } from '../use-cases/judges/release-judge.ts';
import { tryJudge } from '../use-cases/judges/try-judge.ts';
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
		'Makes the next version if the judge exists. For a definition that was released before, the response is that version, with status 200.',
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
	summary: 'How a judge version differs from another one, by default from the version before it',
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
	summary: 'Retire a judge version, or undo its retirement',
	description: 'A retired judge starts no runs. Its judgments and its boards stay.',
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
	summary: 'Ask a judge about one stored battle, as a test; stores nothing and changes no number',
	description:
		'You pay for its calls. A definition in the body is tried before it is released; what it leaves out is taken from the judge version.',
	request: { params, ...bodyOf(newTrial) },
	responses: {
		200: json(judgeTrial, 'What was sent, what came back, and what was read'),
		...problems(...refusals, 'not-found', 'conflict'),
	},
});

/** What operators do with judge versions; and what they changed, which everybody may read. */
export function judgeRegistryRoutes(deps: RouteDeps) {
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
			const released = await releaseJudge(deps, body, {
				by: actorOf(context),
				onReleased: onJudgeReleased,
			});
			return { status: released.isNew ? 201 : 200, body: presentJudgeRelease(released) };
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
		return context.json(presentJudgeVersion(judge), 200);
	});
	app.openapi(trial, async (context) => {
		const { judge: name } = context.req.valid('param');
		const { signal } = context.req.raw;
		const asked = { name, trial: context.req.valid('json'), by: actorOf(context), signal };
		return context.json(presentJudgeTrial(await tryJudge(deps, asked)), 200);
	});
	return app;
}
