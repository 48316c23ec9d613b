import { readReply } from './read-reply.ts';
import type { ReadReply } from './reply.ts';

export const KEY = 'sk-secret-of-the-operator';
const CONTEXT = { apiKey: KEY, nowMs: Date.UTC(2026, 10, 20, 12) };
export const VERDICT = 'Both run.\n\nMy final verdict is: [[A>B]]';
export const DRAFT = 'At first [[B>A]]; no.';

export const read = (body: unknown, headers: Readonly<Record<string, string>> = {}, status = 200) =>
	readReply({ status, headers: { get: (name) => headers[name] ?? null }, body }, CONTEXT);
export const usage = { prompt_tokens: 500, completion_tokens: 50 };
export const whole = (choice: object, rest: object = {}) => ({
	model: 'judge-1',
	choices: [{ index: 0, finish_reason: 'stop', ...choice }],
	usage,
	...rest,
});
export const says = (message: object, choice: object = {}, rest: object = {}) =>
	whole({ message: { role: 'assistant', ...message }, ...choice }, rest);
export const stream = (...chunks: readonly object[]) =>
	[...chunks.map((chunk) => `data: ${JSON.stringify(chunk)}\n\n`), 'data: [DONE]\n\n'].join('');
export const delta = (part: object, choice: object = {}) => ({
	choices: [{ index: 0, delta: part, ...choice }],
});

/** The final text, the trouble or the class, in one word; the words beside it. */
export function summarise(reply: ReadReply): readonly [string, string] {
	if (reply.kind === 'final') return ['final', reply.said.text.trim()];
	if (reply.kind === 'trouble') return [reply.trouble.reason, reply.trouble.words];
	return [reply.errorClass, reply.message];
}

export const text = (value: string) => ({ type: 'text', text: value });
