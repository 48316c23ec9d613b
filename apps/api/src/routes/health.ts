import { createRoute, z } from '@hono/zod-openapi';
import { isReachable } from '@codejoust/db/health';
import type { ApiDeps } from '../deps.ts';
import { Refusal } from '../refusal.ts';
import { newApp } from './new-app.ts';
import { json, problems } from './problem-responses.ts';

const alive = createRoute({
	method: 'get',
	path: '/healthz',
	tags: ['health'],
	summary: 'Whether the process answers',
	responses: { 200: json(z.object({ status: z.literal('ok') }), 'It does') },
});

const ready = createRoute({
	method: 'get',
	path: '/readyz',
	tags: ['health'],
	summary: 'Whether requests can be served: the database answers',
	responses: {
		200: json(
			z.object({
				status: z.literal('ready'),
				replica: z
					.object({ state: z.enum(['up', 'behind', 'down']), lag_seconds: z.number().nullable() })
					.optional(),
			}),
			'They can; `replica` is there where readers are answered from one while it is `up`',
		),
		...problems('not-ready'),
	},
});

export function healthRoutes({ db, replicaState }: Pick<ApiDeps, 'db' | 'replicaState'>) {
	return newApp()
		.openapi(alive, (context) => context.json({ status: 'ok' as const }, 200))
		.openapi(ready, async (context) => {
			if (!(await isReachable(db))) throw new Refusal('not-ready', 'The database does not answer.');
			const found = replicaState?.();
			const replica = found && { state: found.state, lag_seconds: found.lagSeconds ?? null };
			return context.json({ status: 'ready' as const, ...(replica && { replica }) }, 200);
		});
}
