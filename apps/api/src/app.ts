import { randomUUID } from 'node:crypto';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { except } from 'hono/combine';
import { compress } from 'hono/compress';
import { routePath } from 'hono/route';
import { secureHeaders } from 'hono/secure-headers';
import type { ApiDeps } from './deps.ts';
import { admit } from './middleware/admit.ts';
import type { ApiEnvironment } from './middleware/authenticate.ts';
import { revalidate } from './middleware/caching.ts';
import { answerProblem, onError } from './middleware/problems.ts';
import { strictJson } from './middleware/strict-json.ts';
import { Refusal } from './refusal.ts';
import { auditRoutes } from './routes/audit.ts';
import { battleRoutes } from './routes/battles.ts';
import { benchmarkRoutes } from './routes/benchmarks.ts';
import { benchmarkVersionRoutes } from './routes/benchmark-versions.ts';
import { boardExportRoutes } from './routes/board-exports.ts';
import { budgetRoutes } from './routes/budgets.ts';
import { boardChartRoutes } from './routes/board-charts.ts';
import { changelogRoutes } from './routes/changelog.ts';
import { docsRoutes } from './routes/docs.ts';
import { exportRoutes } from './routes/exports.ts';
import { healthRoutes } from './routes/health.ts';
import { judgeCheckRoutes } from './routes/judge-checks.ts';
import { judgeComparisonRoutes } from './routes/judge-comparison.ts';
import { judgeRoutes } from './routes/judges.ts';
import { keyRoutes } from './routes/keys.ts';
import { leaderboardRoutes } from './routes/leaderboards.ts';
import { modelRoutes } from './routes/models.ts';
import { newApp } from './routes/new-app.ts';
import { redactionRoutes } from './routes/redactions.ts';
import { metricsRoutes } from './routes/metrics.ts';
import { overviewRoutes } from './routes/overview.ts';
import { organisationRoutes } from './routes/organisations.ts';
import { snapshotRoutes } from './routes/snapshots.ts';
import { runControlRoutes } from './routes/run-control.ts';
import { runEventRoutes } from './routes/run-events.ts';
import { runRoutes } from './routes/runs.ts';
import { submissionLifeRoutes } from './routes/submission-life.ts';
import { submissionUploadRoutes } from './routes/submission-upload.ts';
import { submissionRoutes } from './routes/submissions.ts';
import { workerRoutes } from './routes/workers.ts';

/** Paths that this app answers; everything else is the web's. */
export const API_PATHS =
	/^\/(v1\/|healthz$|readyz$|metrics$|docs$|docs\/|openapi\.json$|problems\/)/;

/** Sent while they are made. */
const STREAMS = ['/v1/runs/:id/events', '/v1/exports/*', '/v1/snapshots/:id/bundle'];

/** What a process answers that serves no API. */
export const HEALTH_PATHS = /^\/(healthz|readyz|metrics)$/;

/** The HTTP API. */
export function createApp(deps: ApiDeps): OpenAPIHono<ApiEnvironment> {
	const app = newApp();
	app.use(async (context, next) => {
		const requestId = randomUUID();
		const startedAt = performance.now();
		context.set('requestId', requestId);
		await next();
		deps.metrics.observeRequest({
			route: routePath(context, -1),
			method: context.req.method,
			status: context.res.status,
			seconds: (performance.now() - startedAt) / 1000,
		});
		context.res.headers.set('x-request-id', requestId);
	});
	app.use(
		secureHeaders({
			contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
		}),
	);
	app.use('/v1/*', admit(deps), strictJson);
	// Both read the whole answer first, which an event stream never ends and an export should not be held for.
	for (const middleware of [compress(), ...revalidate])
		app.use('/v1/*', except(STREAMS, middleware));
	app.onError(onError(deps.log));
	app.notFound((context) => refuseUnrouted(app, context));
	const routes = [
		healthRoutes(deps),
		benchmarkRoutes(deps),
		benchmarkVersionRoutes(deps),
		modelRoutes(deps),
		submissionUploadRoutes(deps),
		submissionLifeRoutes(deps),
		submissionRoutes(deps),
		runRoutes(deps),
		runEventRoutes(deps),
		runControlRoutes(deps),
		budgetRoutes(deps),
		battleRoutes(deps),
		leaderboardRoutes(deps),
		boardChartRoutes(deps),
		judgeComparisonRoutes(deps),
		snapshotRoutes(deps),
		boardExportRoutes(deps),
		exportRoutes(deps),
		redactionRoutes(deps),
		changelogRoutes(deps),
		overviewRoutes(deps),
		judgeRoutes(deps),
		judgeCheckRoutes(deps),
		workerRoutes(deps),
		organisationRoutes(deps),
		keyRoutes(deps),
		auditRoutes(deps),
	];
	for (const group of routes) app.route('/', group);
	app.openAPIRegistry.registerComponent('securitySchemes', 'key', {
		type: 'http',
		scheme: 'bearer',
		description: 'An API key, cj_<id>_<secret>.',
	});
	app.route('/', docsRoutes(app));
	app.route('/', metricsRoutes(deps));
	return app;
}

/** Nothing is routed here: the method is wrong where the path is known for others. */
function refuseUnrouted(app: OpenAPIHono<ApiEnvironment>, context: Context): Response {
	const { method, path } = context.req;
	const methods = methodsAt(app, path);
	if (methods.length === 0)
		return answerProblem(
			context,
			new Refusal('not-found', `There is nothing at ${method} ${path}.`),
		);
	const allowed = methods.join(', ');
	context.header('allow', allowed);
	return answerProblem(
		context,
		new Refusal('method-not-allowed', `The path ${path} knows ${allowed}, not ${method}.`),
	);
}

/** Guards are routes too, and guard methods that are there without them. */
function methodsAt(app: OpenAPIHono<ApiEnvironment>, path: string): readonly string[] {
	const isHere = (pattern: string) =>
		new RegExp(`^${pattern.replace(/:[^/{]+(\{[^}]*\})?/g, '[^/]+')}$`).test(path);
	const found = app.routes.filter(
		(route) => route.method !== 'ALL' && !route.path.includes('*') && isHere(route.path),
	);
	return [...new Set(found.map((route) => route.method))].sort();
}
