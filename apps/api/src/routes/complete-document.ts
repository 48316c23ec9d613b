import type { OpenAPIHono } from '@hono/zod-openapi';
import type { ApiEnvironment } from '../middleware/authenticate.ts';
import type { ProblemCode } from '@codejoust/contract/schemas/problem';
import { problems } from './problem-responses.ts';

type Document = ReturnType<OpenAPIHono<ApiEnvironment>['getOpenAPI31Document']>;
type Operation = {
	readonly parameters?: readonly { readonly in?: string }[];
	readonly requestBody?: unknown;
	readonly security?: unknown;
	responses?: Record<string, unknown>;
};

/** What is refused before a route has its turn belongs to every route that it can happen to. */
export function completeDocument(document: Document): Document {
	for (const [path, item] of Object.entries(document.paths ?? {}))
		for (const operation of Object.values(item as Readonly<Record<string, Operation>>)) {
			const common = Object.fromEntries(
				Object.entries(problems(...commonRefusals(path, operation))).map(
					([status, { description }]) => [status, asResponse(description)],
				),
			);
			operation.responses = { ...common, ...operation.responses };
		}
	allowNulls(document);
	return document;
}

/**
 * A named schema that may be null comes out as all of the name and of an object or null, which null does not fit: it is
 * written as either of the two.
 */
function allowNulls(node: unknown): void {
	if (typeof node !== 'object' || node === null) return;
	const schema = node as { allOf?: unknown; anyOf?: unknown };
	if (Array.isArray(schema.allOf)) {
		const parts = schema.allOf as readonly { $ref?: string; type?: unknown }[];
		const named = parts.filter(({ $ref }) => $ref !== undefined);
		const isNullable = parts.some(({ type }) => [type].flat().includes('null'));
		if (isNullable && named.length === 1) {
			delete schema.allOf;
			schema.anyOf = [...named, { type: 'null' }];
		}
	}
	for (const value of Object.values(node)) allowNulls(value);
}

function commonRefusals(path: string, operation: Operation): readonly ProblemCode[] {
	const parameters = operation.parameters ?? [];
	return [
		...(path.startsWith('/v1/') ? (['unauthenticated'] as const) : []),
		...(operation.security ? (['forbidden'] as const) : []),
		...(parameters.length > 0 ? (['invalid-input'] as const) : []),
		...(parameters.some((one) => one.in === 'path') ? (['not-found'] as const) : []),
		...(operation.requestBody
			? (['malformed-body', 'body-too-large', 'unsupported-media-type', 'invalid-input'] as const)
			: []),
	];
}

function asResponse(description: string) {
	const schema = { $ref: '#/components/schemas/Problem' };
	return { description, content: { 'application/problem+json': { schema } } };
}
