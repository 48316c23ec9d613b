import type { ChatMessage } from '@codejoust/judge/endpoint/chat-request';
import { expect, test } from 'vitest';
import { buildPrompt, findTurns } from './turns.ts';

const ROLES = { s: 'system', u: 'user', a: 'assistant' } as const;
const question = (letters: string): readonly ChatMessage[] =>
	[...letters].map((letter, at) => ({
		role: ROLES[letter as keyof typeof ROLES],
		content: `${letter}${at}`,
	}));

test.each([
	['u', [0]],
	['su', [1]],
	['uu', [0, 1]],
	['suuu', [1, 2, 3]],
	['uau', [2]],
	['uauu', [2, 3]],
	['us', [1]],
	['usu', [1, 2]],
	['ua', [1]],
	['s', [0]],
])('the model speaks in a question of the roles %s behind the messages %j', (letters, turns) => {
	expect(findTurns(question(letters))).toEqual(turns);
});

test.each([
	['uu', [], undefined, 'u0'],
	['uu', ['x'], undefined, 'u0 x u1'],
	['suu', ['x'], 'y', 'y s0 u1 x u2'],
	['uauu', ['x'], undefined, 'u0 a1 u2 x u3'],
	['us', [], 'y', 'y u0 s1'],
	['ua', [], undefined, 'u0 a1'],
])('of %s with %j said and the system prompt %s is sent: %s', (letters, said, system, sent) => {
	const prompt = buildPrompt(question(letters), said, system);
	expect(prompt.map(({ content }) => content).join(' ')).toBe(sent);
});
