import { canonicalJson } from '@codejoust/judge/identity/canonical-json';
import type { IndexedEntrant, SharedHead, SnapshotIndex } from './split-snapshot.ts';

export type JoinedSlice = {
	readonly slice: string;
	readonly questions: number;
	readonly rows: readonly unknown[];
	readonly rules: unknown;
};

/** Text of parts by hash. Throws for a part that is not there. */
export type PartTexts = ReadonlyMap<string, string>;

/** The packed inputs of a snapshot as rounded canonical JSON; of some entrants only where they are named. */
export function joinInputs(
	{ head, otherBoards, entrants }: SnapshotIndex,
	texts: PartTexts,
	some?: readonly string[],
): string {
	// Written by `splitSnapshot`.
	const { baselineLengths, ...rest } = JSON.parse(textOf(texts, head)) as SharedHead;
	const packed = chooseEntrants(entrants, some).map(({ entries }) => textOf(texts, entries));
	const fields = [
		...Object.entries({ baselineLengths }).map(writeField),
		`"entrants":[${packed.join()}]`,
		...Object.entries({ ...(otherBoards && { otherBoards }), ...rest }).map(writeField),
	];
	return `{${fields.join()}}`;
}

/** Those that are named, in the order of the inputs; all without names. */
export function chooseEntrants(
	entrants: readonly IndexedEntrant[],
	some: readonly string[] | undefined,
): readonly IndexedEntrant[] {
	return some ? entrants.filter(({ id }) => some.includes(id)) : entrants;
}

/** Fields are in canonical order: the head's own are, and `entrants` and `otherBoards` stand before `questions` and `seed`. */
function writeField([name, value]: readonly [string, unknown]): string {
	return `${canonicalJson(name)}:${canonicalJson(value)}`;
}

/**
 * One slice of a snapshot as the database gives the slices that it stores as they are; undefined where the index has none of
 * that name.
 *
 * @param texts with the figures of all entrants
 */
export function readIndexedSlice(
	{ slices, entrants }: SnapshotIndex,
	texts: PartTexts,
	name: string,
): JoinedSlice | undefined {
	const line = slices.findIndex(({ slice }) => slice === name);
	const found = slices[line];
	if (!found) return undefined;
	const { slice, questions, rules, rows } = found;
	return {
		slice,
		questions,
		rows: rows.map(([place, placed]) => {
			const entrant = entrants[place];
			if (!entrant) throw new Error(`the slice ${name} has a row of no entrant`);
			const own = readLine(textOf(texts, entrant.figures), line);
			return inStoredOrder({ id: entrant.id, ...own, ...placed });
		}),
		rules: inStoredOrder(rules),
	};
}

function readLine(text: string, line: number): Readonly<Record<string, unknown>> {
	let start = 0;
	for (let at = 0; at < line; at++) start = text.indexOf('\n', start) + 1;
	const end = text.indexOf('\n', start);
	// Written by `splitSnapshot`.
	return JSON.parse(text.slice(start, end < 0 ? text.length : end)) as Record<string, unknown>;
}

function textOf(texts: PartTexts, hash: string): string {
	const text = texts.get(hash);
	if (text === undefined) throw new Error(`a snapshot lacks its part ${hash}`);
	return text;
}

/** As Postgres orders the fields of a jsonb, by length and then by bytes, so that a bundle keeps its bytes. */
function inStoredOrder(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(inStoredOrder);
	if (typeof value !== 'object' || value === null) return value;
	const fields = Object.entries(value).map(([name, field]) => ({
		name: Buffer.from(name),
		field: [name, inStoredOrder(field)] as const,
	}));
	fields.sort((a, b) => a.name.length - b.name.length || Buffer.compare(a.name, b.name));
	return Object.fromEntries(fields.map(({ field }) => field));
}
