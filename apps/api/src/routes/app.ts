import { randomUUID } from 'node:crypto';
import { VERSION, VERSION_HEADER } from '@codejoust/contract/version';
import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { except } from 'hono/combine';
import { routePath } from 'hono/route';
import { secureHeaders } from 'hono/secure-headers';
import type { RouteDeps } from './route-deps.ts';
import { admit } from '../middleware/admit.ts';
import type { ApiEnvironment } from '../middleware/authenticate.ts';
import { compressForTakers, revalidate } from '../middleware/caching.ts';
import { refuseUnknownQuery } from '../middleware/known-query.ts';
import { limitCostly } from '../middleware/limit-costly.ts';
import { limitStreams } from '../middleware/limit-streams.ts';
import { answerProblem, onError } from '../middleware/problems.ts';
import { strictJson } from '../middleware/strict-json.ts';
import { Refusal } from '../refusal.ts';
import { answerCopyRoutes } from './answer-copies.ts';
import { auditRoutes } from './audit.ts';
import { battleListRoutes } from './battle-lists.ts';
import { battleRoutes } from './battles.ts';
import { benchmarkProfileRoutes } from './benchmark-profile.ts';
import { benchmarkRoutes } from './benchmarks.ts';
import { benchmarkReferenceRoutes } from './benchmark-references.ts';
import { benchmarkVersionRoutes } from './benchmark-versions.ts';
import { boardExportRoutes } from './board-exports.ts';
import { budgetRoutes } from './budgets.ts';
import { boardChartRoutes } from './board-charts.ts';
import { changelogRoutes } from './changelog.ts';
import { COSTLY_READS } from './costly-reads.ts';
import { contaminationRoutes } from './contaminations.ts';
import { criteriaRoutes } from './criteria.ts';
import { docsRoutes } from './docs.ts';
import { endpointRoutes } from './endpoints.ts';
import { firstHourRoutes } from './first-hours.ts';
import { exportRoutes } from './exports.ts';
import { healthRoutes } from './health.ts';
import { holdRoutes } from './holds.ts';
import { judgeCheckSetRoutes } from './judge-check-sets.ts';
import { judgeCheckRoutes } from './judge-checks.ts';
import { judgeRegistryRoutes } from './judge-registry.ts';
import { judgeComparisonRoutes } from './judge-comparison.ts';
import { shareLinkRoutes } from './share-links.ts';
import { judgeRoutes } from './judges.ts';
import { cascadeRoutes } from './cascade.ts';
import { judgmentImportRoutes } from './judgment-imports.ts';
import { juryRoutes } from './jury.ts';
import { keyRoutes } from './keys.ts';
import { leaderboardRoutes } from './leaderboards.ts';
import { modelRoutes } from './models.ts';
import { tellIssuesPlainly } from '@codejoust/contract/plain-issues';
import { newApp } from './new-app.ts';
import { promotionRoutes } from './promotions.ts';
import { publishedResultRoutes } from './published-results.ts';
import { redactionRoutes } from './redactions.ts';
import { rejudgingRoutes } from './rejudgings.ts';
import { rejudgingRuleRoutes } from './rejudging-rules.ts';
import { metricsRoutes } from './metrics.ts';
import { overviewRoutes } from './overview.ts';
import { organisationRoutes } from './organisations.ts';
import { ownKeyRoutes } from './own-keys.ts';
import { peopleRoutes } from './people.ts';
import { signInRoutes } from './sign-ins.ts';
import { sessionRoutes } from './sessions.ts';
import { snapshotRoutes } from './snapshots.ts';
import { spendRoutes } from './spend.ts';
import { runControlRoutes } from './run-control.ts';
import { changeEventRoutes } from './change-events.ts';
import { runEventRoutes } from './run-events.ts';
import { runThroughputRoutes } from './run-throughput.ts';
import { runReplyRoutes } from './run-replies.ts';
import { runRoutes } from './runs.ts';
import { submissionLifeRoutes } from './submission-life.ts';
import { submissionUploadRoutes } from './submission-upload.ts';
import { submissionRoutes } from './submissions.ts';
import { CLIENT_PATH, versionRoutes } from './version.ts';
import { workerRoutes } from './workers.ts';

/** Paths that this app answers; everything else is the web's. */
export const API_PATHS =
	/^\/(v1\/|healthz$|readyz$|metrics$|docs$|docs\/|openapi\.json$|problems\/|cli\/codejoust\.tgz$)/;

/** They need no key, and count like requests of the API. */
const DOC_PATHS = ['/openapi.json', '/docs', '/docs/*', '/problems/*', CLIENT_PATH];

/** Sent while they are made. */
const STREAMS = ['/v1/runs/:id/events', '/v1/events', '/v1/exports/*', '/v1/snapshots/:id/bundle'];

/** What a process answers that serves no API. */
export const HEALTH_PATHS = /^\/(healthz|readyz|metrics)$/;

/** What a process answers besides its pages that serves no API. */
export const PAGE_PATHS = /^\/(healthz|readyz|metrics|cli\/codejoust\.tgz)$/;

/** The HTTP API. */
export function createApp(deps: RouteDeps): OpenAPIHono<ApiEnvironment> {
	tellIssuesPlainly();
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
		context.res.headers.set(VERSION_HEADER, VERSION);
	});
	app.use(
		secureHeaders({
			contentSecurityPolicy: { defaultSrc: ["'none'"], frameAncestors: ["'none'"] },
			// The reference page has a policy of its own, which lets its scripts run.
			overwrite: false,
		}),
	);
	const admitted = admit(deps);
	for (const path of DOC_PATHS) app.use(path, admitted);
	app.use('/v1/*', admitted, refuseUnknownQuery(app), strictJson);
	// Both read the whole answer first, which an event stream never ends and an export should not be held for.
	app.use('/v1/*', except(STREAMS, compressForTakers(), ...revalidate));
	const streams = limitStreams(deps.requestLimits);
	app.get('/v1/runs/:id/events', streams);
	app.get('/v1/events', streams);
	const limited = limitCostly(deps.requestLimits, deps);
	for (const { path, isCostly } of COSTLY_READS) app.get(path, limited(isCostly));
	app.post(
		'/v1/benchmarks/:benchmark/copies',
		limited(() => true),
	);
	app.onError(onError(deps.log));
	app.notFound((context) => refuseUnrouted(app, context));
	const routes = [
		healthRoutes(deps),
		benchmarkProfileRoutes(deps),
		benchmarkRoutes(deps),
		benchmarkVersionRoutes(deps),
		benchmarkReferenceRoutes(deps),
		judgmentImportRoutes(deps),
		modelRoutes(deps),
		submissionUploadRoutes(deps),
		submissionLifeRoutes(deps),
		submissionRoutes(deps),
		shareLinkRoutes(deps),
		runRoutes(deps),
		runEventRoutes(deps),
		runThroughputRoutes(deps),
		runReplyRoutes(deps),
		changeEventRoutes(deps),
		runControlRoutes(deps),
		budgetRoutes(deps),
		spendRoutes(deps),
		rejudgingRoutes(deps),
		promotionRoutes(deps),
		rejudgingRuleRoutes(deps),
		battleListRoutes(deps),
		battleRoutes(deps),
		leaderboardRoutes(deps),
		boardChartRoutes(deps),
		contaminationRoutes(deps),
		answerCopyRoutes(deps),
		criteriaRoutes(deps),
		publishedResultRoutes(deps),
		judgeComparisonRoutes(deps),
		juryRoutes(deps),
		cascadeRoutes(deps),
		snapshotRoutes(deps),
		boardExportRoutes(deps),
		exportRoutes(deps),
		redactionRoutes(deps),
		changelogRoutes(deps),
		overviewRoutes(deps),
		judgeRoutes(deps),
		judgeCheckSetRoutes(deps),
		judgeCheckRoutes(deps),
		judgeRegistryRoutes(deps),
		workerRoutes(deps),
		versionRoutes(deps),
		endpointRoutes(deps),
		firstHourRoutes(deps),
		holdRoutes(deps),
		organisationRoutes(deps),
		keyRoutes(deps),
		peopleRoutes(deps),
		ownKeyRoutes(deps),
		sessionRoutes(deps),
		signInRoutes(deps),
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
		new Refusal('method-not-allowed', `The path ${path} accepts ${allowed}, not ${method}.`),
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
