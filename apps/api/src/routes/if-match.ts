import type { HonoRequest } from 'hono';
import { Refusal } from '../refusal.ts';

/** The revision that `If-Match` asks for; undefined where anything will do. */
export function readRevision(request: HonoRequest): number | undefined {
	const header = request.header('if-match')?.trim();
	if (header === undefined || header === '*') return undefined;
	const found = /^"?(\d{1,9})"?$/.exec(header);
	if (found) return Number(found[1]);
	throw new Refusal('invalid-input', 'Not valid: if-match.', [
		{ name: 'if-match', value: header.slice(0, 80), reason: 'It is a revision such as "3".' },
	]);
}
