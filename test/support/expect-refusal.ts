import { expect } from 'vitest';
import { PROBLEMS } from '../../apps/api/src/refusal.ts';
import {
	problemDocument,
	type ProblemCode,
	type ProblemDocument,
} from '../../packages/contract/src/schemas/problem.ts';
import type { CodejoustServer } from './codejoust-server.ts';
import { type Answered, send, type Sent } from './small-benchmark.ts';
import { countRowsAtRest } from './table-counts.ts';

/**
 * Sends what must be refused, and expects a whole problem document of this code, not a row more or less in any table,
 * a server that lives on, and nothing logged. Returns the document.
 */
export async function expectRefusal(
	server: CodejoustServer,
	code: ProblemCode,
	path: string,
	sent: Sent = {},
): Promise<ProblemDocument> {
	const before = await countRowsAtRest(server);
	const logged = server.log.length;
	const answered = await send(server, path, sent);
	const problem = readProblem(answered, code);
	expect(await countRowsAtRest(server)).toEqual(before);
	expect((await send(server, '/healthz')).json).toEqual({ status: 'ok' });
	expect(server.log.slice(logged).map(({ msg, err }) => [msg, err])).toEqual([]);
	return problem;
}

/** A problem document that keeps its contract: type, title, status, sentence, request id, and no stack. */
export function readProblem(answered: Answered, code: ProblemCode): ProblemDocument {
	expect(answered.text).not.toMatch(/\bat .*\.ts:\d+|select .* from /i);
	expect(answered).toMatchObject({ status: PROBLEMS[code].status, json: { code } });
	expect(answered.headers.get('content-type')).toBe('application/problem+json');
	expect(answered.headers.get('cache-control')).toBe('no-store');
	const problem = problemDocument.parse(answered.json);
	expect(problem).toMatchObject({
		type: `/problems/${code}`,
		title: PROBLEMS[code].title,
		status: PROBLEMS[code].status,
	});
	expect(problem.request_id).toBe(answered.headers.get('x-request-id'));
	expect(problem.detail).toMatch(/^[A-Z].*\.$/s);
	return problem;
}
