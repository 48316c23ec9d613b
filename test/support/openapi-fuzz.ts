import fc from 'fast-check';
import { z } from 'zod';

export type JsonSchema = { readonly [name: string]: unknown };
type Parameter = {
	readonly name: string;
	readonly in: string;
	readonly required?: boolean;
	readonly schema?: JsonSchema;
};
type Contents = Readonly<Record<string, { readonly schema?: JsonSchema }>>;
export type Operation = {
	readonly parameters?: readonly Parameter[];
	readonly requestBody?: { readonly content?: Contents };
	readonly responses?: Readonly<Record<string, { readonly content?: Contents }>>;
};
export type OpenApi = {
	readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
	readonly components?: { readonly schemas?: Readonly<Record<string, JsonSchema>> };
};

export type FuzzRequest = {
	readonly path: string;
	readonly headers: Readonly<Record<string, string>>;
	readonly body: string | undefined;
};

/** Names of things that are there, so that requests get past the first look-up. */
export type Known = Readonly<Record<string, readonly string[]>>;

/** Requests to one operation: what its document asks for, and what somebody might send in its place. */
export function requestsTo(
	document: OpenApi,
	path: string,
	operation: Operation,
	known: Known,
): fc.Arbitrary<FuzzRequest> {
	const parameters = operation.parameters ?? [];
	const content = operation.requestBody?.content;
	return fc
		.record({
			values: fc.record(
				Object.fromEntries(parameters.map((one) => [keyOf(one), valueOf(document, one, known)])),
			),
			body: content ? bodies(document, content, known) : fc.constant(undefined),
		})
		.map(({ values, body }) => {
			const isSet = (one: Parameter) => values[keyOf(one)] !== undefined;
			const query = new URLSearchParams();
			for (const one of parameters.filter((each) => each.in === 'query' && isSet(each)))
				query.set(one.name, String(values[keyOf(one)]));
			const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
				encodeURIComponent(String(values[`path ${name}`])),
			);
			const headers = parameters.filter((one) => one.in === 'header' && isSet(one));
			return {
				path: query.size === 0 ? filled : `${filled}?${query}`,
				headers: {
					...Object.fromEntries(headers.map((one) => [one.name, String(values[keyOf(one)])])),
					...(body ? { 'content-type': body.type } : {}),
				},
				body: body?.text,
			};
		});
}

const keyOf = ({ in: place, name }: Parameter) => `${place} ${name}`;

const strange = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 40 }),
	fc.constantFrom(
		'',
		' ',
		'\u0000',
		'\ud800',
		'-1',
		'1e309',
		'null',
		'[]',
		'%',
		'../..',
		"' or 1=1--",
	),
	fc.constantFrom(
		'9'.repeat(30),
		'a'.repeat(5_000),
		'９９',
		'\u202e',
		'{{constructor}}',
		'__proto__',
	),
);

function valueOf(
	document: OpenApi,
	{ in: place, name, required = false, schema = {} }: Parameter,
	known: Known,
): fc.Arbitrary<unknown> {
	const meant = fc.oneof(
		{ weight: 4, arbitrary: fc.constantFrom(...(known[name] ?? ['x'])) },
		valuesOf(document, schema, known, 0),
	);
	// An empty or a dotted segment is another path, and a header takes no more than these.
	if (place === 'path')
		return fc.oneof({ weight: 4, arbitrary: meant }, strange).map((value) => {
			const text = String(value).toWellFormed();
			return /^\.{0,2}$/.test(text) ? 'x' : text;
		});
	if (place === 'header')
		return fc
			.oneof(fc.string({ maxLength: 40 }), fc.constant('x'.repeat(300)))
			.map((text) => text.replaceAll(/[^\x21-\x7e]/g, '_'));
	const sent = fc.oneof({ weight: 4, arbitrary: meant }, strange);
	// Many at once would hide each other: one that is wrong refuses the whole request.
	return required
		? sent
		: fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: sent });
}

function bodies(document: OpenApi, content: Contents, known: Known) {
	const json = content['application/json']?.schema ?? {};
	const types = [...Object.keys(content), 'application/json', 'application/json', 'text/plain'];
	const meant = valuesOf(document, json, known, 0).map((value) => JSON.stringify(value ?? null));
	const broken = fc.oneof(
		fc.json(),
		strange,
		fc.constantFrom(
			'{',
			'[',
			'{"a":1,"a":2}',
			'"'.repeat(9),
			`${'['.repeat(20_000)}`,
			'[[]]',
			'\ufeff{}',
		),
	);
	return fc.record({
		type: fc.constantFrom(...types),
		text: fc.oneof({ weight: 3, arbitrary: meant }, broken),
	});
}

/** Values that fit a schema of the document, or nearly so. */
function valuesOf(
	document: OpenApi,
	schema: JsonSchema,
	known: Known,
	depth: number,
): fc.Arbitrary<unknown> {
	const own = resolve(document, schema);
	const inner = (part: unknown) => valuesOf(document, (part ?? {}) as JsonSchema, known, depth + 1);
	if (depth > 6) return fc.constant(null);
	if (Array.isArray(own['enum'])) return fc.constantFrom(...(own['enum'] as unknown[]));
	if ('const' in own) return fc.constant(own['const']);
	const some = own['anyOf'] ?? own['oneOf'];
	if (Array.isArray(some)) return fc.oneof(...some.map(inner));
	if (Array.isArray(own['allOf']))
		return fc
			.tuple(...own['allOf'].map(inner))
			.map((parts) => Object.assign({}, ...parts) as unknown);
	const [type] = [own['type']].flat();
	switch (type) {
		case 'object':
			return objectsOf(own, inner, known);
		case 'array':
			return fc.array(inner(own['items']), { maxLength: 3 });
		case 'integer':
		case 'number':
			return fc.oneof(
				fc.constantFrom(own['minimum'] ?? 0, own['maximum'] ?? 1, 1.5, -1, 2 ** 53, 1e300),
				fc.integer(),
			);
		case 'boolean':
			return fc.boolean();
		case 'null':
			return fc.constant(null);
		case 'string':
			return own['pattern'] === undefined
				? fc.oneof(fc.string({ maxLength: 30 }), strange)
				: fc.stringMatching(new RegExp(String(own['pattern'])));
		default:
			return fc.jsonValue({ maxDepth: 2 });
	}
}

function objectsOf(
	schema: JsonSchema,
	inner: (part: unknown) => fc.Arbitrary<unknown>,
	known: Known,
): fc.Arbitrary<unknown> {
	const properties = (schema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>;
	const required = new Set((schema['required'] ?? []) as readonly string[]);
	const entries = Object.entries(properties).map(([name, part]) => {
		const ids = known[name];
		const value = ids
			? fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...ids) }, inner(part))
			: inner(part);
		return [name, required.has(name) ? value : fc.option(value, { nil: undefined })] as const;
	});
	return fc.record(Object.fromEntries(entries));
}

function resolve(document: OpenApi, schema: JsonSchema): JsonSchema {
	const reference = schema['$ref'];
	if (typeof reference !== 'string') return schema;
	const name = reference.slice('#/components/schemas/'.length);
	const found = document.components?.schemas?.[name];
	if (!found) throw new Error(`the document has no ${reference}`);
	return resolve(document, found);
}

/** A check of values against schemas of the document. */
export function createChecker(document: OpenApi): (schema: JsonSchema, value: unknown) => string[] {
	const text = JSON.stringify(document.components?.schemas ?? {});
	const definitions: unknown = JSON.parse(text.replaceAll('#/components/schemas/', '#/$defs/'));
	const made = new Map<string, z.ZodType>();
	return (schema, value) => {
		const key = JSON.stringify(schema).replaceAll('#/components/schemas/', '#/$defs/');
		const checker =
			made.get(key) ??
			z.fromJSONSchema({ ...(JSON.parse(key) as object), $defs: definitions } as never);
		made.set(key, checker);
		const parsed = checker.safeParse(value);
		return parsed.success
			? []
			: parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
	};
}
