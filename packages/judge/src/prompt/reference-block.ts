import { ANSWER_MARKERS, SLOT_LIKE } from './template.ts';

/** Where a template shows the reference of a question. */
const REFERENCE_SLOT = '{{reference}}';
/** Around what is left out of a prompt about a question without a reference. */
export const REFERENCE_BLOCK = ['{{#reference}}', '{{/reference}}'] as const;

const [OPEN, CLOSE] = REFERENCE_BLOCK;
/** Of a block of another name or of another kind, or one that is written with blanks. */
const BLOCK_LIKE = /\{\{\s*[#/^]\s*[A-Za-z_][\w.-]{0,59}\s*\}\}/g;

/** Whether a judge with this user template is shown references. */
export function usesReference(userTemplate: string): boolean {
	return userTemplate.includes(REFERENCE_SLOT);
}

/**
 * A user template as it is filled: with the inside of its block where the question has a reference, or without the block. A
 * template that has none comes back as it was.
 */
export function openReferenceBlock(userTemplate: string, hasReference: boolean): string {
	const block = findBlock(userTemplate);
	if (!block) return userTemplate;
	return block.before + (hasReference ? block.inside : '') + block.after;
}

type Block = Readonly<Record<'before' | 'inside' | 'after', string>>;

/** The text around and inside the first block. A mark on a line of its own takes the whole line. */
function findBlock(userTemplate: string): Block | undefined {
	const from = userTemplate.indexOf(OPEN);
	const to = userTemplate.indexOf(CLOSE, from + OPEN.length);
	if (from < 0 || to < 0) return undefined;
	const after = userTemplate.slice(to + CLOSE.length);
	const inside = userTemplate.slice(from + OPEN.length, to);
	const isOpenAlone = (from === 0 || userTemplate[from - 1] === '\n') && inside.startsWith('\n');
	const isCloseAlone = userTemplate[to - 1] === '\n' && (after === '' || after.startsWith('\n'));
	return {
		before: userTemplate.slice(0, from),
		inside: isOpenAlone ? inside.slice(1) : inside,
		after: isCloseAlone ? after.slice(1) : after,
	};
}

/** How prompts of other programs name a reference; one that is left in a template would reach the judge as it is. */
const FOREIGN_SLOT = /\{\{?\s*(?:ref_answer(?:_\d)?|reference_answer|ref_answers)\s*\}?\}/gi;

/** Names of other programs for a reference that are left in a prompt, a sentence each. */
export function findForeignReferences(prompt: string): readonly string[] {
	return [...new Set(prompt.match(FOREIGN_SLOT))].map(
		(slot) =>
			`${slot} is another program's place of a reference; write ${OPEN}${REFERENCE_SLOT}${CLOSE}, or remove it.`,
	);
}

/** Everything that is wrong with the block of a user template and with its slot, a sentence each. */
export function findReferenceFaults(userTemplate: string): readonly string[] {
	const marks = [...userTemplate.matchAll(/\{\{[#/]reference\}\}/g)].map(([mark]) => mark);
	const slots = countOf(userTemplate, REFERENCE_SLOT);
	const order = orderFaults(marks);
	return [
		...order,
		...foreignBlocks(userTemplate),
		...(order.length > 0 ? [] : slotFaults(userTemplate, slots, marks.length > 0)),
	];
}

function orderFaults(marks: readonly string[]): readonly string[] {
	const [opened, closed] = REFERENCE_BLOCK.map(
		(one) => marks.filter((mark) => mark === one).length,
	);
	const isNested = marks.some((mark, at) => mark === OPEN && marks[at + 1] === OPEN);
	return [
		...((opened ?? 0) > 1
			? [`${OPEN} appears ${opened} times; a template has at most one block.`]
			: []),
		...(isNested ? [`${OPEN} appears inside a block; blocks cannot be nested.`] : []),
		...((opened ?? 0) > (closed ?? 0)
			? [`${OPEN} is not closed; write ${CLOSE} after it.`]
			: (closed ?? 0) > (opened ?? 0)
				? [`${CLOSE} closes no block; write ${OPEN} before it.`]
				: []),
		...(opened === 1 && closed === 1 && marks[0] === CLOSE
			? [`${CLOSE} appears before ${OPEN}.`]
			: []),
	];
}

function foreignBlocks(userTemplate: string): readonly string[] {
	const known: readonly string[] = REFERENCE_BLOCK;
	const found = new Set(
		(userTemplate.match(BLOCK_LIKE) ?? []).filter((mark) => !known.includes(mark)),
	);
	return [...found].map(
		(mark) => `${mark} is not a block; the only block is ${OPEN}…${CLOSE}, without blanks.`,
	);
}

/** What is inside the block is left out of some prompts: it may hold nothing that every prompt needs. */
function slotFaults(userTemplate: string, slots: number, hasBlock: boolean): readonly string[] {
	const inside = findBlock(userTemplate)?.inside ?? '';
	const shown = countOf(inside, REFERENCE_SLOT);
	const strangers = [
		...(inside.match(SLOT_LIKE) ?? []).filter((slot) => slot !== REFERENCE_SLOT),
		...ANSWER_MARKERS.filter((marker) => inside.includes(marker)),
	];
	return [
		...(slots > shown
			? [
					`${REFERENCE_SLOT} appears outside of ${OPEN}…${CLOSE}; a question without a reference would leave an empty place there.`,
				]
			: []),
		...(hasBlock && shown !== 1
			? [`${REFERENCE_SLOT} appears ${shown} times inside ${OPEN}…${CLOSE}; it must appear once.`]
			: []),
		...[...new Set(strangers)].map(
			(part) =>
				`${part} is inside ${OPEN}…${CLOSE}, which is left out where a question has no reference.`,
		),
	];
}

function countOf(text: string, part: string): number {
	return text.split(part).length - 1;
}
