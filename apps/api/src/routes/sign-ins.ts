import { createRoute } from '@hono/zod-openapi';
import type { Context } from 'hono';
import {
	begunSignIn,
	endedSignIn,
	newSignIn,
	signInReturn,
	signOut,
} from '@codejoust/contract/schemas/sign-in';
import type { ApiEnvironment } from '../middleware/authenticate.ts';
import { openRequestWindow, type Share } from '../middleware/request-window.ts';
import { visitorOf } from '../middleware/visitor.ts';
import { presentStartedSession } from '../present/session.ts';
import { Refusal } from '../refusal.ts';
import { beginSignIn } from '../use-cases/people/begin-sign-in.ts';
import { endSignIn } from '../use-cases/people/end-sign-in.ts';
import { newApp } from './new-app.ts';
import { json, problems } from './problem-responses.ts';
import type { RouteDeps } from './route-deps.ts';

const shared = { tags: ['access'] };
const refusals = ['not-found', 'invalid-input', 'malformed-body', 'too-many-requests'] as const;

const begin = createRoute({
	...shared,
	method: 'post',
	path: '/v1/sign-ins',
	summary: 'Begin to sign in with OpenID Connect',
	description: 'It ends within ten minutes, once, and in the browser that began.',
	request: { body: { content: { 'application/json': { schema: newSignIn } }, required: true } },
	responses: {
		201: json(begunSignIn, 'Begun'),
		...problems(...refusals, 'forbidden', 'not-ready'),
	},
});

const end = createRoute({
	...shared,
	method: 'post',
	path: '/v1/sign-ins/end',
	summary: 'End a sign-in with what the provider sent back; the session’s token is shown only once',
	request: { body: { content: { 'application/json': { schema: signInReturn } }, required: true } },
	responses: {
		201: json(endedSignIn, 'Signed in'),
		...problems(...refusals, 'forbidden', 'not-ready'),
	},
});

const leave = createRoute({
	...shared,
	method: 'get',
	path: '/v1/sign-ins/provider-sign-out',
	summary: 'Where a person also signs out at the identity provider',
	responses: { 200: json(signOut, 'The address'), ...problems() },
});

/** Signing in with OpenID Connect: no key is needed for what ends with one. */
export function signInRoutes(deps: RouteDeps) {
	const app = newApp();
	const window = openRequestWindow({
		now: deps.now,
		what: 'sign-ins',
		takeTogether: deps.takeTogether,
	});
	const limit = async (context: Context<ApiEnvironment>) => {
		const { signIns, proxies } = deps.requestLimits;
		const visitor = visitorOf(context, proxies);
		const share = visitor === undefined ? undefined : await window.take(visitor, signIns);
		if (share?.isOver) throw refuseFlood(share);
	};
	app.openapi(begin, async (context) => {
		await limit(context);
		const { url, browser, expiresAt } = await beginSignIn(deps, context.req.valid('json').to);
		const body = { url, browser, expires_at: expiresAt.toISOString() };
		return context.json(body, 201, { 'cache-control': 'no-store' });
	});
	app.openapi(end, async (context) => {
		await limit(context);
		const sent = context.req.valid('json');
		const ended = await endSignIn(deps, { ...sent, requestId: context.get('requestId') });
		const body = { session: presentStartedSession(ended), to: ended.to };
		return context.json(body, 201, { 'cache-control': 'no-store' });
	});
	app.openapi(leave, (context) =>
		context.json({ url: deps.signIn?.provider.signOutUrl() ?? null }, 200),
	);
	return app;
}

function refuseFlood({ limit, resetSeconds }: Share): Refusal {
	return new Refusal(
		'too-many-requests',
		`From one address at most ${limit} steps of signing in a minute are accepted. Try again in ${resetSeconds} s.`,
		[],
		0,
		{ retryAfterSeconds: resetSeconds },
	);
}
