import type { AskResult } from '@codejoust/judge/endpoint/ask-result';
import { expect, test } from 'vitest';
import type { MissingReason } from './read-turn.ts';
import { type Stop, watchEndpoint } from './watch-endpoint.ts';

const CALL = { requestId: null, latencyMs: 1, limits: {} };
const SAID = {
	text: 'Yes.',
	thinking: null,
	finishReason: 'stop',
	model: 'm',
	usage: {},
	flags: [],
};
const reply: AskResult = { kind: 'reply', said: SAID, ...CALL };
const empty: AskResult = {
	...reply,
	trouble: { reason: 'empty', words: 'The reply has no text.' },
} as AskResult;
const error = (
	errorClass: Extract<AskResult, { kind: 'error' }>['errorClass'],
	more: { readonly message?: string; readonly retryAfterMs?: number } = {},
): AskResult => ({
	...{ kind: 'error', errorClass, message: 'It failed.', isPermanent: false, isPaid: false },
	...CALL,
	...more,
});
/** A result of a question of its own, and whether the question was given up after it. */
type Step = AskResult | readonly [AskResult, MissingReason];
const gaveUp = (result: AskResult & { kind: 'error' }): Step => [result, result.errorClass];
const asError = (result: AskResult) => result as AskResult & { kind: 'error' };
const times = (count: number, step: Step): readonly Step[] =>
	Array.from({ length: count }, () => step);

function play(steps: readonly Step[], isFirst = true): Stop | undefined {
	let stopped: Stop | undefined;
	const watch = watchEndpoint((why) => {
		stopped = why;
	}, isFirst);
	for (const [at, step] of steps.entries()) {
		const [result, reason] = 'length' in step ? step : [step];
		watch.heard(result, { questionId: `q${at}`, number: watch.begin() });
		if (reason) watch.gaveUp(reason);
	}
	return stopped;
}

test.each<[string, readonly Step[], Stop['kind'] | undefined]>([
	['answers', times(9, reply), undefined],
	['a wrong key', [error('auth')], 'held'],
	['a wrong key after answers', [reply, error('auth')], 'held'],
	['a model that is not there', [error('model-gone')], 'held'],
	['no money', [error('quota')], 'held'],
	['a short limit', times(50, error('rate-limit', { retryAfterMs: 5_000 })), undefined],
	['a limit of hours', [reply, error('rate-limit', { retryAfterMs: 22_320_000 })], 'held'],
	['four refusals', times(4, error('bad-request')), undefined],
	['five refusals', times(5, error('bad-request')), 'held'],
	[
		'refusals between answers',
		times(9, reply).flatMap((one) => [error('bad-request'), one]),
		undefined,
	],
	[
		'five unlike refusals after an answer',
		[reply, ...['a', 'b', 'c', 'd', 'e'].map((message) => error('bad-request', { message }))],
		undefined,
	],
	['an outage at first', [gaveUp(asError(error('network')))], 'unreachable'],
	['an outage later', [reply, gaveUp(asError(error('network')))], undefined],
	['long questions', times(50, gaveUp(asError(error('context-length')))), undefined],
	['broken replies at first', times(5, gaveUp(asError(error('broken-off')))), 'held'],
	['broken replies later', [reply, ...times(19, gaveUp(asError(error('broken-off'))))], undefined],
	[
		'only broken replies later',
		[reply, ...times(20, gaveUp(asError(error('broken-off'))))],
		'held',
	],
	['five empty replies at first', times(5, empty), 'silent'],
	['empty replies later', [reply, ...times(50, empty)], undefined],
])('%s: it goes on or stops', (_name, steps, kind) => {
	expect(play(steps)?.kind).toBe(kind);
});

test('who goes on after empty replies is not stopped for them again', () => {
	expect(play(times(50, empty), false)).toBeUndefined();
});
