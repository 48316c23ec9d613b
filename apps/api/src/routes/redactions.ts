import { createRoute } from '@hono/zod-openapi';
import type { RouteDeps } from './route-deps.ts';
import { actorOf, requireScope } from '../middleware/authenticate.ts';
import { newRedaction, redaction } from '@codejoust/contract/schemas/redaction';
import { redactBattleTexts } from '../use-cases/submissions/redact-texts.ts';
import { newApp } from './new-app.ts';
import { json, problems } from './problem-responses.ts';

const create = createRoute({
	method: 'post',
	path: '/v1/redactions',
	tags: ['battles'],
	summary: 'Remove leaked or personal texts permanently',
	description:
		'The text is removed wherever it is stored; its hash and length, the verdicts over it and the fact of redaction stay. This cannot be undone.',
	security: [{ key: [] }],
	request: { body: { content: { 'application/json': { schema: newRedaction } }, required: true } },
	responses: {
		200: json(redaction, 'What was redacted'),
		...problems(
			'invalid-input',
			'malformed-body',
			'unsupported-media-type',
			'unauthenticated',
			'forbidden',
			'not-found',
			'conflict',
		),
	},
});

/** Redaction, which is safe to repeat: what has gone is gone. */
export function redactionRoutes(deps: RouteDeps) {
	const app = newApp();
	app.post('/v1/redactions', requireScope(deps, 'operate'));
	return app.openapi(create, async (context) => {
		const by = actorOf(context);
		return context.json(await redactBattleTexts(deps, { ...context.req.valid('json'), by }), 200);
	});
}
