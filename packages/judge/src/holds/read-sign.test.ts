import { PROVIDER_ERROR_CLASSES, type ProviderErrorClass } from '@codejoust/arena/rules/judgment';
import { expect, test } from 'vitest';
import type { AskResult } from '../endpoint/ask-result.ts';
import { isPermanentClass } from '../reply/error-class.ts';
import { readSign } from './read-sign.ts';

const CALL = { requestId: null, latencyMs: 1, limits: {} };

function fail(errorClass: ProviderErrorClass, message = 'No.', retryAfterMs?: number): AskResult {
	return {
		kind: 'error',
		errorClass,
		message,
		isPermanent: isPermanentClass(errorClass),
		isPaid: false,
		...(retryAfterMs === undefined ? {} : { retryAfterMs }),
		...CALL,
	};
}

test.each<[ProviderErrorClass, string, boolean?]>([
	['model-gone', 'hold model-gone', false],
	['auth', 'hold wrong-key', true],
	['quota', 'hold no-money', true],
	['bad-request', 'suspicion refused-alike'],
	['unreadable', 'suspicion unreadable-alike'],
	['server', 'outage'],
	['timeout', 'outage'],
	['network', 'outage'],
	['rate-limit', 'none'],
	['context-length', 'none'],
	['too-large', 'none'],
	['broken-off', 'none'],
])('%s is a sign of: %s', (errorClass, expected, isOfEndpoint) => {
	const sign = readSign(fail(errorClass));
	expect('cause' in sign ? `${sign.kind} ${sign.cause}` : sign.kind).toBe(expected);
	if (sign.kind === 'hold') expect(sign.isOfEndpoint).toBe(isOfEndpoint);
});

test('every class has a sign', () => {
	for (const errorClass of PROVIDER_ERROR_CLASSES) expect(readSign(fail(errorClass))).toBeDefined();
});

test('a retry time holds beyond ten minutes, for that time', () => {
	expect(readSign(fail('rate-limit', 'Wait.', 600_000))).toEqual({ kind: 'none' });
	expect(readSign(fail('rate-limit', 'Wait.', 600_001))).toEqual({
		kind: 'hold',
		cause: 'rate-limit',
		isOfEndpoint: false,
		forMs: 600_001,
		reason: 'Wait.',
	});
	expect(readSign(fail('server', 'Closed until Monday.', 86_400_000))).toMatchObject({
		cause: 'rate-limit',
	});
});

test('any reply is an answer, a content filter’s too', () => {
	const said = {
		text: '',
		thinking: null,
		finishReason: 'content_filter',
		model: '',
		usage: {},
		flags: [],
	};
	const reply = { kind: 'reply', said, ...CALL } as const;
	expect(readSign(reply)).toEqual({ kind: 'answer' });
	const trouble = { reason: 'refused', words: 'It was filtered.' } as const;
	expect(readSign({ ...reply, trouble })).toEqual({ kind: 'answer' });
});

test('numbers and ids make no difference between two refusals, and other words do', () => {
	const likeness = (message: string) => {
		const sign = readSign(fail('bad-request', message));
		return sign.kind === 'suspicion' ? sign.likeness : undefined;
	};
	const first = likeness('Value 17 is not allowed (request req_01ab-cd).');
	expect(likeness('Value 4 is not allowed (request req_99ff-00).')).toBe(first);
	expect(likeness('Value 4 is too small (request req_99ff-00).')).not.toBe(first);
});

test('a reply without what every reply needs is a suspicion, and a refusal or an empty one is an answer', () => {
	const said = {
		text: 'A',
		thinking: null,
		finishReason: 'length',
		model: '',
		usage: {},
		flags: [],
	};
	const reply = { kind: 'reply', said, ...CALL } as const;
	const findLack = () => 'It lacks something.';
	expect(readSign(reply, findLack)).toMatchObject({ kind: 'suspicion', cause: 'no-logprobs' });
	expect(readSign(reply, () => undefined)).toEqual({ kind: 'answer' });
	for (const reason of ['refused', 'empty'] as const)
		expect(readSign({ ...reply, trouble: { reason, words: '' } }, findLack).kind).toBe('answer');
	const cut = { reason: 'truncated', words: '' } as const;
	expect(readSign({ ...reply, trouble: cut }, findLack).kind).toBe('suspicion');
});
