import type { CodejoustServer } from './codejoust-server.ts';

const numbers = (count: number) => Array.from({ length: count }, (_, index) => index + 1);

/** A made-up benchmark of `count` questions in two categories, as a JSON body. */
export function smallBenchmark(slug: string, count = 4) {
	return {
		slug,
		version: '1',
		name: `Benchmark ${slug}`,
		baseline: { slug: 'baseline', name: 'Baseline' },
		questions: numbers(count).map((n) => ({
			question_id: `q${n}`,
			prompt: `Question ${n} of ${slug}: reverse a list.`,
			category: n % 2 === 0 ? 'Even' : 'Odd',
			subcategory: `Group ${n % 4}`,
			languages: n % 2 === 0 ? ['Python'] : ['Rust', 'Go'],
			difficulty: 'easy' as const,
		})),
		baseline_responses: numbers(count).map((n) => ({
			question_id: `q${n}`,
			response: `The baseline's answer ${n}.`,
		})),
	};
}

/** A model's answers to it, each of a text of its own. */
export function smallSubmission(benchmark: string, model: string, count = 4) {
	return {
		benchmark,
		model: { slug: model, name: `Model ${model}` },
		responses: numbers(count).map((n) => ({
			question_id: `q${n}`,
			response: `Answer ${n} of ${model}.`,
		})),
	};
}

export type Sent = {
	readonly method?: string;
	/** A string, bytes or a form as they are; anything else as JSON. */
	readonly body?: unknown;
	readonly headers?: Readonly<Record<string, string>>;
	/** Undefined sends the operator's; null sends none. */
	readonly key?: string | null;
};

export type Answered = {
	readonly status: number;
	readonly headers: Headers;
	readonly text: string;
	/** The parsed body; undefined when it is not JSON. */
	readonly json: unknown;
};

/** One plain HTTP request, with an Idempotency-Key of its own when it writes. */
export async function send(
	server: Pick<CodejoustServer, 'address' | 'key'>,
	path: string,
	{ method = 'GET', body, headers = {}, key = server.key }: Sent = {},
): Promise<Answered> {
	const isRaw = typeof body === 'string' || body instanceof Uint8Array || body instanceof FormData;
	const response = await fetch(new URL(path, server.address), {
		method,
		headers: {
			...(key === null ? {} : { authorization: `Bearer ${key}` }),
			...(method === 'POST' ? { 'idempotency-key': crypto.randomUUID() } : {}),
			...(body === undefined || body instanceof FormData
				? {}
				: { 'content-type': 'application/json' }),
			...headers,
		},
		...(body === undefined
			? {}
			: // The DOM's types take no Uint8Array that might be shared; none here is.
				{
					body: isRaw
						? (body as string | FormData | Uint8Array<ArrayBuffer>)
						: JSON.stringify(body),
				}),
	});
	const text = await response.text();
	return { status: response.status, headers: response.headers, text, json: parse(text) };
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
}
