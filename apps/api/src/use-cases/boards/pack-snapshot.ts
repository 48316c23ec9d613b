import { listSlices, sliceName } from '@codejoust/arena/outcomes/slices';
import { packText } from './packed-text.ts';
import type { SplitSnapshot } from '@codejoust/board/split-snapshot';
import type { Database } from '@codejoust/db/connect';
import { listQuestionOutlines } from '@codejoust/db/queries/benchmarks/benchmarks';
import { listMissingParts, type PackedPart } from '@codejoust/db/queries/boards/snapshot-parts';
import {
	findWholeSnapshot,
	listWholeSlices,
	storeInParts,
} from '@codejoust/db/queries/boards/whole-snapshots';
import { asBoardQuestion } from './board-input.ts';
import type { BoardThread } from './board-thread.ts';

/** After so many that could not be split this process tries no other. */
const MOST_KEPT = 1000;

/** The index of a snapshot and those of its parts that are not stored, compressed. */
export async function packSnapshot(
	db: Database,
	{ index, parts }: SplitSnapshot,
): Promise<{ readonly contents: Uint8Array; readonly parts: readonly PackedPart[] }> {
	const missing = await listMissingParts(
		db,
		parts.map(({ hash }) => hash),
	);
	const packed: PackedPart[] = [];
	for (const { hash, text } of parts)
		if (missing.has(hash)) packed.push({ hash, body: await packText(text) });
	return { contents: await packText(index), parts: packed };
}

/**
 * Stores one snapshot in parts that an earlier version stored whole and that its board no longer shows. One that would not come
 * back the same stays whole, and its id is added to `kept`; so does one whose splitting fails, which rejects.
 */
export async function packWholeSnapshot(
	{ db, thread }: { readonly db: Database; readonly thread: BoardThread },
	kept: Set<string>,
): Promise<void> {
	const whole = kept.size < MOST_KEPT ? await findWholeSnapshot(db, [...kept]) : undefined;
	if (!whole) return;
	const { id, codeVersion, inputsHash, inputs } = whole;
	const questions = await listQuestionOutlines(db, whole.benchmarkVersionId);
	const [, ...names] = listSlices(questions.map(asBoardQuestion)).map(sliceName);
	const slices = await listWholeSlices(db, id, names);
	const isComplete = slices.length === names.length;
	const split = isComplete
		? await thread.run({ kind: 'split', inputsHash, inputs, slices }).catch((error: unknown) => {
				kept.add(id);
				throw error;
			})
		: undefined;
	if (!split) {
		kept.add(id);
		return;
	}
	const packed = await packSnapshot(db, split);
	await storeInParts(db, { id, codeVersion }, { ...packed, names });
}
