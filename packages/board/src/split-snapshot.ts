import type { SlopeSums } from '@codejoust/arena/outcomes/slope-sums';
import { sliceName } from '@codejoust/arena/outcomes/slices';
import { canonicalJson } from '@codejoust/judge/identity/canonical-json';
import { contentHash } from '@codejoust/judge/identity/identity';
import type { PackedBoardInput } from './pack-board-input.ts';
import { roundedCanonicalJson } from './rounded-canonical-json.ts';

/**
 * A text that snapshots share, by the SHA-256 (hex) of it and by nothing else: equal texts are one part, whatever they are of.
 * Parts hold questions by key, lengths, costs, outcomes and figures of submissions by id; never a name, a prompt, an answer or a
 * judge's words, so that nothing in them is ever redacted.
 */
export type SnapshotPart = { readonly hash: string; readonly text: string };

export type SplitSnapshot = {
	/** JSON of a `SnapshotIndex`. */
	readonly index: string;
	readonly parts: readonly SnapshotPart[];
};

/** What a snapshot has of its own, and which parts are its other numbers: inputs and every stored slice but the overall one. */
export type SnapshotIndex = {
	/** The part with the inputs that no entrant has: JSON of a `SharedHead`. */
	readonly head: string;
	readonly otherBoards?: SlopeSums;
	/** In the order of the inputs. */
	readonly entrants: readonly IndexedEntrant[];
	/** The figures of the slice at place n are the lines n of the entrants' figures. */
	readonly slices: readonly IndexedSlice[];
};

export type IndexedEntrant = {
	readonly id: string;
	/** The part with its packed entries, canonical JSON of a `PackedEntrant`. */
	readonly entries: string;
	/** The part with its figures: a line for each slice, canonical JSON, empty where it has no row. */
	readonly figures: string;
};

export type IndexedSlice = {
	readonly slice: string;
	readonly questions: number;
	readonly rules: unknown;
	/** The rows in their order: the place of the entrant, and the fields that other entrants have a part in. */
	readonly rows: readonly (readonly [number, Readonly<Record<string, unknown>>])[];
};

export type SharedHead = Omit<PackedBoardInput, 'entrants' | 'otherBoards'>;

export type SplitSlice = {
	readonly slice: string;
	readonly questions: number;
	readonly rows: readonly StoredFields[];
	readonly rules: unknown;
};
type StoredFields = Readonly<Record<string, unknown>> & { readonly id: string };

/** Fields of a row that change when another entrant comes; the others are shared as long as the entrant's battles stay. */
const PLACED = new Set(['rank', 'beats', 'lengthControl']);
const OVERALL = sliceName({});

/**
 * Splits the numbers of a board into what it shares with other snapshots and what is its own. Nothing is rounded away or
 * left out: `readIndexedSlice` and `joinInputs` give the same bytes back, whichever fields are the shared ones. The overall slice is
 * left out: it stays stored as it is, since lists of snapshots read it.
 */
export function splitSnapshot(
	inputs: PackedBoardInput,
	slices: readonly SplitSlice[],
): SplitSnapshot {
	const parts = new Map<string, string>();
	const share = (text: string) => {
		const hash = contentHash(text);
		parts.set(hash, text);
		return hash;
	};
	const { entrants, otherBoards, ...head } = inputs;
	const shared = slices.filter(({ slice }) => slice !== OVERALL);
	const figures = new Map(entrants.map(({ id }) => [id, shared.map(() => '')]));
	const places = new Map(entrants.map(({ id }, place) => [id, place]));
	const indexed = shared.map((slice, line) => indexSlice(slice, { line, figures, places }));
	const index: SnapshotIndex = {
		head: share(roundedCanonicalJson(head)),
		...(otherBoards && { otherBoards }),
		entrants: entrants.map((entrant) => ({
			id: entrant.id,
			entries: share(roundedCanonicalJson(entrant)),
			figures: share((figures.get(entrant.id) ?? []).join('\n')),
		})),
		slices: indexed,
	};
	return {
		index: JSON.stringify(index),
		parts: [...parts].map(([hash, text]) => ({ hash, text })),
	};
}

function indexSlice(
	{ slice, questions, rows, rules }: SplitSlice,
	at: {
		readonly line: number;
		readonly figures: ReadonlyMap<string, string[]>;
		readonly places: ReadonlyMap<string, number>;
	},
): IndexedSlice {
	const indexRow = ({ id, ...fields }: StoredFields) => {
		const [place, lines] = [at.places.get(id), at.figures.get(id)];
		if (place === undefined || !lines) throw new Error(`the inputs have no entrant ${id}`);
		const isPlaced = ([name]: readonly [string, unknown]) => PLACED.has(name);
		const all = Object.entries(fields);
		lines[at.line] = canonicalJson(Object.fromEntries(all.filter((one) => !isPlaced(one))));
		return [place, Object.fromEntries(all.filter(isPlaced))] as const;
	};
	return { slice, questions, rules, rows: rows.map(indexRow) };
}
