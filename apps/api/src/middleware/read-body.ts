import type { HonoRequest } from 'hono';
import { scanJson } from '@codejoust/formats/bytes/json-scan';
import { LIMITS } from '@codejoust/formats/checks/limits';
import { shortenValue } from '@codejoust/arena/text/printable';
import { decodeUtf8 } from '@codejoust/formats/bytes/utf8';
import { Refusal } from '../refusal.ts';
import { decodeBody, MAX_BODY_BYTES } from './decode-body.ts';

/** The whole body in memory. */
export async function readBody(
	request: HonoRequest,
	limitBytes: number = MAX_BODY_BYTES,
): Promise<Uint8Array<ArrayBuffer>> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of decodeBody(request, limitBytes)) chunks.push(chunk);
	return new Uint8Array(Buffer.concat(chunks));
}

/** A body as JSON text that is valid UTF-8, parsed. */
export function parseJson(bytes: Uint8Array): unknown {
	return parseJsonText(readJsonText(bytes));
}

/** JSON text that says one thing alone: strict UTF-8, no deeper than the limit, no key twice in one object. */
export function readJsonText(bytes: Uint8Array): string {
	const reading = decodeUtf8(bytes);
	if (reading.kind === 'invalid')
		throw new Refusal(
			'malformed-body',
			`The body is not valid UTF-8 at byte ${reading.at}; send it as UTF-8.`,
		);
	const text = reading.text.replace(/^\ufeff/, '');
	const { isTooDeep, duplicateKey } = scanJson(text, LIMITS.jsonDepth);
	if (isTooDeep)
		throw new Refusal(
			'malformed-body',
			`The body’s JSON nests deeper than ${LIMITS.jsonDepth} levels, which is the limit.`,
		);
	// JSON.parse takes the last of two; what is no JSON at all is left to it.
	if (duplicateKey !== undefined && isJson(text))
		throw new Refusal(
			'malformed-body',
			`The key "${shortenValue(duplicateKey)}" appears twice in one JSON object of the body, so that one of its values would be lost.`,
		);
	return text;
}

function parseJsonText(text: string): unknown {
	try {
		return JSON.parse(text);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw new Refusal('malformed-body', `The body is not valid JSON: ${reason}.`);
	}
}

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}
