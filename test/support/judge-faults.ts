import type { ServerResponse } from 'node:http';

export const MALFORMED_KINDS = [
	'text',
	'empty',
	'null',
	'refusal',
	'truncated',
	'conflict',
	'badlabel',
	'lowercase',
	'spaced',
	'single',
	'quoted-example',
	'nochoices',
	'errorbody',
	'badjson',
	'html',
	'cutbody',
] as const;
export type MalformedKind = (typeof MALFORMED_KINDS)[number];

export type JudgeFault =
	| {
			readonly kind: 'status';
			readonly status: number;
			readonly headers?: Readonly<Record<string, string>>;
			readonly code?: string;
			readonly message?: string;
	  }
	/** Read and never answered. */
	| { readonly kind: 'hang' }
	| { readonly kind: 'reset' }
	/** Headers at once, half a body, then nothing. */
	| { readonly kind: 'stall' }
	/** The body in ten pieces over so many milliseconds. */
	| { readonly kind: 'drip'; readonly overMs: number }
	| { readonly kind: 'malformed'; readonly as: MalformedKind };

/** A completion whose text holds no usable verdict, or one in a form that only a lenient reader takes. */
export function malformedChoice(kind: MalformedKind) {
	const thoughts = 'Both answers parse the input and differ in how they handle errors.';
	const texts: Partial<Record<MalformedKind, string | null>> = {
		text: thoughts,
		empty: '',
		null: null,
		refusal: null,
		truncated: `${thoughts} [[A>B]] and furth`,
		conflict: `${thoughts}\n[[A>B]]\nOn reflection:\n[[B>A]]`,
		badlabel: `${thoughts}\n[[A>>>B]]`,
		lowercase: `${thoughts}\n[[a>b]]`,
		spaced: `${thoughts}\n[[ B>A ]]`,
		single: `${thoughts}\n[A>B]`,
		'quoted-example': `I was asked to end with a line such as "My final verdict is tie: [[A=B]]". ${thoughts}`,
	};
	return {
		content: texts[kind] ?? null,
		refusal: kind === 'refusal' ? "I'm sorry, but I can't assist with that." : null,
		finishReason: kind === 'truncated' ? 'length' : 'stop',
	};
}

/** Sends a 200 that is no whole completion; false when the kind is one that `malformedChoice` makes. */
export function sendBrokenBody(
	response: ServerResponse,
	kind: MalformedKind,
	body: Record<string, unknown>,
): boolean {
	const json = JSON.stringify(kind === 'nochoices' ? { ...body, choices: [] } : body);
	const half = json.slice(0, json.length >> 1);
	const type = { 'content-type': 'application/json' };
	switch (kind) {
		case 'html':
			response.writeHead(200, { 'content-type': 'text/html' });
			response.end('<html><body><h1>504 upstream</h1></body></html>');
			return true;
		case 'errorbody':
			response.writeHead(200, type);
			response.end(JSON.stringify({ error: { message: 'Provider returned error', code: 502 } }));
			return true;
		case 'nochoices':
			response.writeHead(200, type).end(json);
			return true;
		case 'badjson':
			response.writeHead(200, type).end(half);
			return true;
		case 'cutbody':
			response.writeHead(200, { ...type, 'content-length': Buffer.byteLength(json) });
			response.write(half, () => response.socket?.destroy());
			return true;
		default:
			return false;
	}
}
