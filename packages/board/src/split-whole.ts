import { contentHash } from '@codejoust/judge/identity/identity';
import type { PackedBoardInput } from './pack-board-input.ts';
import { joinInputs, readIndexedSlice } from './join-snapshot.ts';
import {
	type SnapshotIndex,
	type SplitSlice,
	type SplitSnapshot,
	splitSnapshot,
} from './split-snapshot.ts';

/** A snapshot as the database has it: JSON texts, the slices without the overall one. */
export type WholeSnapshot = {
	readonly inputsHash: string;
	readonly inputs: string;
	readonly slices: readonly {
		readonly slice: string;
		readonly questions: number;
		readonly rows: string;
		/** Null on a snapshot of earlier rules. */
		readonly rules: string | null;
	}[];
};

/**
 * Splits a stored snapshot, and reads all of it back: undefined where anything comes back otherwise, so that such a snapshot
 * stays as it is. Inputs must have their hash, slices their bytes.
 */
export function splitWhole({
	inputsHash,
	inputs,
	slices,
}: WholeSnapshot): SplitSnapshot | undefined {
	const read = slices.map(({ rows, rules, ...slice }): SplitSlice => ({
		...slice,
		rows: JSON.parse(rows),
		rules: rules === null ? null : JSON.parse(rules),
	}));
	// Stored by `publishSnapshot` of an earlier version, which had them from `packBoardInput`.
	const split = splitSnapshot(JSON.parse(inputs) as PackedBoardInput, read);
	const index = JSON.parse(split.index) as SnapshotIndex;
	const texts = new Map(split.parts.map(({ hash, text }) => [hash, text]));
	const isSame =
		contentHash(joinInputs(index, texts)) === inputsHash &&
		read.every((slice) => isEqual(slice, readIndexedSlice(index, texts, slice.slice)));
	return isSame ? split : undefined;
}

function isEqual(one: SplitSlice, other: ReturnType<typeof readIndexedSlice>): boolean {
	const write = ({
		slice,
		questions,
		rows,
		rules,
	}: Omit<SplitSlice, 'rows'> & { readonly rows: unknown }) =>
		JSON.stringify([slice, questions, rows, rules]);
	return other !== undefined && write(one) === write(other);
}
