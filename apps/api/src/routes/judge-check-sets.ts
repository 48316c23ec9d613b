import { createRoute, z } from '@hono/zod-openapi';
import { listCheckSets } from '@codejoust/db/queries/judge-checks/judge-check-sets';
import type { RouteDeps } from './route-deps.ts';
import { actorOf, requireScope } from '../middleware/authenticate.ts';
import { once } from '../middleware/idempotency.ts';
import { presentCheckSet, presentImportedSet } from '../present/judge-check.ts';
import {
	checkSet,
	checkSetDetail,
	checkSetName,
	importedCheckSet,
	newCheckSet,
	newSetPart,
} from '@codejoust/contract/schemas/judge-check-set';
import { newPairJudgments, pairJudgments } from '@codejoust/contract/schemas/pair-judgments';
import { nameOrigins, PAIR_FORMATS } from '@codejoust/formats/file-formats';
import { importCheckSet, readCheckSetFiles } from '../use-cases/judge-checks/import-check-set.ts';
import { importPairJudgments } from '../use-cases/judgments/import-pair-judgments.ts';
import { readCheckSet } from '../use-cases/judge-checks/read-checks.ts';
import { readDescribedFiles } from './described-file.ts';
import { takeSetPart } from '../use-cases/judge-checks/take-set-part.ts';
import { newApp } from './new-app.ts';
import { pageOf } from './page-of.ts';
import { json, problems } from './problem-responses.ts';
import { readBody } from '../middleware/read-body.ts';

const tags = ['judge checks'];
const security = [{ key: [] }];

const listSets = createRoute({
	method: 'get',
	path: '/v1/judge-checks/sets',
	tags,
	summary: 'All sets of labelled pairs',
	responses: { 200: json(pageOf(checkSet, 'JudgeCheckSetPage'), 'Sets'), ...problems() },
});

const readSet = createRoute({
	method: 'get',
	path: '/v1/judge-checks/sets/{set}',
	tags,
	summary: 'A set of labelled pairs with the number of pairs of each category',
	request: { params: z.object({ set: checkSetName }) },
	responses: { 200: json(checkSetDetail, 'The set'), ...problems('invalid-input', 'not-found') },
});

const importSet = createRoute({
	method: 'post',
	path: '/v1/judge-checks/sets',
	tags,
	summary: 'Import labelled pairs',
	description: `As multipart/form-data: \`pairs\`, a file of labelled pairs (${nameOrigins(PAIR_FORMATS)}; gzip is unpacked; the response says what was detected), more files of the same set as \`pairs-2\`, \`pairs-3\` …, and \`metadata\`, a JSON object. The same pairs under the same name are answered 200.`,
	security,
	request: {
		body: {
			content: {
				'multipart/form-data': {
					schema: z.object({
						metadata: z.string().openapi({ description: 'JSON of NewJudgeCheckSet.' }),
						pairs: z.any().openapi({ type: 'string', format: 'binary' }),
					}),
				},
			},
			required: true,
		},
	},
	responses: {
		200: json(importedCheckSet, 'The set existed already'),
		201: json(importedCheckSet, 'Imported'),
		...problems(
			'invalid-input',
			'malformed-body',
			'unsupported-media-type',
			'body-too-large',
			'unauthenticated',
			'forbidden',
			'already-exists',
			'idempotency-key-in-flight',
		),
	},
});

const importJudged = createRoute({
	method: 'post',
	path: '/v1/judge-checks/judgments',
	tags,
	summary: 'Import labelled pairs with what somebody else’s judge said of them',
	description:
		'As multipart/form-data: `judgments`, a file of labelled pairs with their judgments (JudgeBench’s outputs; gzip is unpacked), more files as `judgments-2`, `judgments-3` …, and `metadata`, a JSON object. The pairs become a set, or are found in the one of this name; the judgments become a check of a recorded judge, which asks nothing. All is stored or nothing; the same files again change nothing and are answered 200, and so is a dry run.',
	security,
	request: {
		body: {
			content: {
				'multipart/form-data': {
					schema: z.object({
						metadata: z.string().openapi({ description: 'JSON of NewPairJudgments.' }),
						judgments: z.any().openapi({ type: 'string', format: 'binary' }),
					}),
				},
			},
			required: true,
		},
	},
	responses: {
		200: json(pairJudgments, 'Imported before, or a dry run'),
		201: json(pairJudgments, 'Imported'),
		...problems(
			'invalid-input',
			'malformed-body',
			'unsupported-media-type',
			'body-too-large',
			'unauthenticated',
			'forbidden',
			'already-exists',
			'idempotency-key-in-flight',
		),
	},
});

const takePart = createRoute({
	method: 'post',
	path: '/v1/judge-checks/sets/parts',
	tags,
	summary: 'A category or a sample of a set as a set of its own',
	description: 'The same part again is answered 200.',
	security,
	request: { body: { content: { 'application/json': { schema: newSetPart } }, required: true } },
	responses: {
		200: json(importedCheckSet, 'The part existed already'),
		201: json(importedCheckSet, 'Stored'),
		...problems(
			'invalid-input',
			'malformed-body',
			'unsupported-media-type',
			'unauthenticated',
			'forbidden',
			'already-exists',
			'conflict',
			'idempotency-key-in-flight',
		),
	},
});

/** Sets of labelled pairs: imported, with judgments of another judge, or taken from another set. */
export function judgeCheckSetRoutes(deps: RouteDeps) {
	const app = newApp();
	const guard = requireScope(deps, 'operate');
	app.post('/v1/judge-checks/sets', guard);
	app.post('/v1/judge-checks/sets/parts', guard);
	app.post('/v1/judge-checks/judgments', guard);
	app.openapi(listSets, async (context) => {
		const rows = await listCheckSets(deps.db);
		return context.json({ items: rows.map(presentCheckSet), next_cursor: null }, 200);
	});
	app.openapi(readSet, async (context) => {
		const { set, categories } = await readCheckSet(deps, context.req.valid('param').set);
		return context.json({ ...presentCheckSet(set), categories }, 200);
	});
	// The form is read by the file readers; the schema above describes it.
	app.openAPIRegistry.registerPath(importSet);
	app.post('/v1/judge-checks/sets', async (context) => {
		const bytes = await readBody(context.req);
		const by = actorOf(context);
		const answer = await once(deps, context, { payload: bytes, isRequired: false }, async () => {
			const { metadata, files } = await readDescribedFiles(
				{ contentType: context.req.header('content-type'), bytes },
				{ part: 'pairs', schema: newCheckSet, checkFiles: readCheckSetFiles },
			);
			const imported = await importCheckSet(deps.db, { metadata, files, by });
			return { status: imported.isNew ? 201 : 200, body: presentImportedSet(imported) };
		});
		return context.json(answer.body, answer.status);
	});
	app.openAPIRegistry.registerPath(importJudged);
	app.openAPIRegistry.register('NewPairJudgments', newPairJudgments);
	app.post('/v1/judge-checks/judgments', async (context) => {
		const bytes = await readBody(context.req);
		const by = actorOf(context);
		const answer = await once(deps, context, { payload: bytes, isRequired: false }, async () => {
			const { metadata, files } = await readDescribedFiles(
				{ contentType: context.req.header('content-type'), bytes },
				{ part: 'judgments', schema: newPairJudgments },
			);
			const { set, ...brought } = await importPairJudgments(deps.db, { metadata, files, by });
			const body = { ...brought, set: presentImportedSet(set) };
			return { status: brought.is_new && !brought.dry_run ? 201 : 200, body };
		});
		return context.json(answer.body, answer.status);
	});
	app.openapi(takePart, async (context) => {
		const order = context.req.valid('json');
		const payload = JSON.stringify(order);
		const answer = await once(deps, context, { payload, isRequired: false }, async () => {
			const taken = await takeSetPart(deps.db, { ...order, by: actorOf(context) });
			return { status: taken.isNew ? 201 : 200, body: presentImportedSet(taken) };
		});
		return answer.status === 201 ? context.json(answer.body, 201) : context.json(answer.body, 200);
	});
	return app;
}
