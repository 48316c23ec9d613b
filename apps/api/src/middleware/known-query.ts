import { type OpenAPIHono, z } from '@hono/zod-openapi';
import type { MiddlewareHandler } from 'hono';
import { routePath } from 'hono/route';
import { shortenValue } from '@codejoust/arena/text/printable';
import { Refusal } from '../refusal.ts';
import type { ApiEnvironment } from './authenticate.ts';
import { findNearest } from '@codejoust/arena/text/nearest-name';

const MOST_NAMED = 20;
const LONGEST_NAME = 80;

/**
 * Refuses a request with a query parameter that its route does not have, and names the nearest one that it has: a filter
 * with a typing mistake would otherwise filter nothing. Routes without a description are left alone.
 */
export function refuseUnknownQuery(
	app: OpenAPIHono<ApiEnvironment>,
): MiddlewareHandler<ApiEnvironment> {
	let routes: ReadonlyMap<string, readonly string[]> | undefined;
	return async (context, next) => {
		// At the first request every route is there.
		routes ??= listQueries(app);
		const method = context.req.method === 'HEAD' ? 'GET' : context.req.method;
		const known = routes.get(`${method} ${routePath(context, -1)}`);
		if (known) refuseOthers(known, new URL(context.req.url).searchParams);
		await next();
	};
}

/** The names of each route's query parameters, by `METHOD /path/:name`. */
function listQueries(app: OpenAPIHono<ApiEnvironment>): ReadonlyMap<string, readonly string[]> {
	const routes = app.openAPIRegistry.definitions.flatMap((definition) =>
		definition.type === 'route' ? [definition.route] : [],
	);
	return new Map(
		routes.map(({ method, path, request }) => [
			`${method.toUpperCase()} ${path.replaceAll(/\{([^}]+)\}/g, ':$1')}`,
			namesOf(request?.query),
		]),
	);
}

function namesOf(query: unknown): readonly string[] {
	if (query === undefined) return [];
	if (query instanceof z.ZodObject) return Object.keys(query.shape);
	throw new Error('the parameters of a route are no object, so that nobody can list them');
}

function refuseOthers(known: readonly string[], given: URLSearchParams): void {
	const names = [...new Set(given.keys())];
	const unknown = names.filter((name) => !known.includes(name));
	if (unknown.length === 0) return;
	const errors = unknown.slice(0, MOST_NAMED).map((name) => ({
		name: shortenValue(name.slice(0, LONGEST_NAME)),
		value: shortenValue(given.get(name) ?? ''),
		reason: describe(name, known),
	}));
	const [first] = errors;
	throw new Refusal(
		'invalid-input',
		`There is no query parameter "${first?.name}" here. ${first?.reason}`,
		errors,
		unknown.length,
	);
}

function describe(name: string, known: readonly string[]): string {
	const nearest = findNearest(name.slice(0, LONGEST_NAME), known);
	if (nearest === undefined) return 'This route has no query parameters.';
	return `The nearest one is "${nearest}".`;
}
