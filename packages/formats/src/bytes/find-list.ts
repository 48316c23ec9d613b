import { LINE_FEED } from './ascii.ts';
import { createJsonCursor } from './json-cursor.ts';

/** A list of objects under a key of one object: how many, and where its first item may begin. */
export type InnerList = {
	readonly key: string;
	readonly items: number;
	/** Behind its opening bracket. */
	readonly at: number;
	/** Line feeds before that. */
	readonly lines: number;
};

/** Keys of the lists that one question or one answer has inside of it. */
const PARTS = new Set([
	'messages',
	'choices',
	'turns',
	'games',
	'conversations',
	'conversation',
	'conversation_a',
	'conversation_b',
	'annotations',
	'response',
	'content',
	'output',
]);
/** Keys that name a question: an object with one is a record, whatever lists it has. */
const NAMING = [
	'question_id',
	'uid',
	'custom_id',
	'pair_id',
	'task_id',
	'instruction',
	'prompt',
	'winner',
];

const QUOTE = 0x22;
const OPEN_OBJECT = 0x7b;

/**
 * The longest list of objects under a key of the one object that the bytes are, or begin; undefined where it has none or is itself
 * a record. Linear in the bytes.
 */
export function findInnerList(bytes: Uint8Array): InnerList | undefined {
	const cursor = createJsonCursor();
	const keys = new Set<string>();
	const lists: { key: string; items: number; at: number; lines: number }[] = [];
	let list: (typeof lists)[number] | undefined;
	let quote = -1;
	let key = '';
	let lines = 0;
	for (let at = 0; at < bytes.length; at += 1) {
		const byte = bytes[at] ?? 0;
		if (byte === LINE_FEED) lines += 1;
		const depth = cursor.depth();
		const step = cursor.step(byte);
		if (step === 'broken') break;
		if (step === 'opens' && depth === 1 && cursor.isValue() && byte !== OPEN_OBJECT) {
			list = { key, items: 0, at: at + 1, lines };
			lists.push(list);
		} else if (step === 'opens' && depth === 2 && byte === OPEN_OBJECT && list) list.items += 1;
		else if (step === 'closes' && depth === 2) list = undefined;
		else if (depth === 1 && byte === QUOTE) {
			if (quote === -1) quote = at;
			else if (bytes[at - 1] !== 0x5c) {
				key = new TextDecoder().decode(bytes.subarray(quote + 1, Math.min(at, quote + 100)));
				quote = -1;
			}
		} else if (depth === 1 && byte === 0x3a && quote === -1) keys.add(key);
	}
	if (NAMING.some((name) => keys.has(name))) return undefined;
	return lists
		.filter((one) => one.items > 0 && !PARTS.has(one.key))
		.reduce<InnerList | undefined>(
			(best, one) => (best === undefined || one.items > best.items ? one : best),
			undefined,
		);
}
