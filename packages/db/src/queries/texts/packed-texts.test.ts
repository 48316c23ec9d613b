import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { forEachBody, packText, readBody, unpackText } from './packed-texts.ts';
import { REPLY_DICTIONARY } from './reply-dictionary.ts';
import { countCharacters } from './texts.ts';

const REPLY = `Both assistants provided correct solutions, but Assistant A's answer handles empty input. 🙂\n\nMy final verdict is: [[A>B]]`;

test('a packed text comes back as it was, whatever it is', () => {
	const words = fc.array(
		fc.constantFrom('Assistant A ', 'is better', '\n', '🙂', 'é', '[[A>B]]', '\uFFFD'),
	);
	fc.assert(
		fc.property(
			fc.oneof(
				fc.string({ unit: 'binary' }),
				words.map((all) => all.join('')),
			),
			(given) => {
				const text = given.toWellFormed();
				const packed = packText(text);
				if (packed === undefined) return;
				expect(packed.length).toBeLessThan(Buffer.byteLength(text));
				expect(unpackText(packed, countCharacters(text))).toBe(text);
			},
		),
	);
	expect(packText(REPLY)?.length).toBeLessThan(Buffer.byteLength(REPLY) / 2);
});

test('what hardly becomes smaller, and what is long, stays as it is', () => {
	expect(packText('')).toBeUndefined();
	expect(packText('qzx')).toBeUndefined();
	expect(packText('a'.repeat(70_000))).toBeUndefined();
	expect(readBody({ body: 'qzx', packed: null, characters: 3 })).toBe('qzx');
	expect(readBody({ body: null, packed: null, characters: 3 })).toBeNull();
});

test('no more is unpacked than the text has characters, and a way of later versions is named', () => {
	const packed = packText('a'.repeat(60_000)) ?? Buffer.of();
	expect(packed.length).toBeLessThan(200);
	expect(() => unpackText(packed, 100)).toThrow(/larger than 400 bytes/);
	expect(() => unpackText(Buffer.of(7, 1), 1)).toThrow('packed in way 7');
});

test('the bytes that stored texts refer to are those that were there when they were packed', () => {
	expect(createHash('sha256').update(REPLY_DICTIONARY).digest('hex')).toBe(
		'02e28d3be384b6591d29878adb2396826ba3da088ee7cafa3c3bd95cd4cf50d8',
	);
	const stored = 'ASNYYMDLCPSsj5Qa4S0/RDNPT+HD/JlNXNg8C7ccAA==';
	expect(unpackText(Buffer.from(stored, 'base64'), countCharacters(REPLY))).toBe(REPLY);
});

test('many texts let others have the event loop in between', async () => {
	const body = `${REPLY} `.repeat(400);
	const row = { body: null, packed: packText(body) ?? null, characters: countCharacters(body) };
	let turns = 0;
	const timer = setInterval(() => turns++, 0);
	let read = 0;
	await forEachBody(
		Array.from({ length: 60 }, () => row),
		(_, text) => {
			expect(text).toBe(body);
			read++;
		},
	);
	clearInterval(timer);
	expect(read).toBe(60);
	expect(turns).toBeGreaterThan(0);
});
