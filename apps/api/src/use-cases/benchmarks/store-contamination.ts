import type { NewContamination } from '@codejoust/contract/schemas/contamination';
import type { Database } from '@codejoust/db/connect';
import { listQuestionOutlines } from '@codejoust/db/queries/benchmarks/benchmarks';
import {
	type ContaminationRow,
	countContaminations,
	storeContamination as storeRow,
} from '@codejoust/db/queries/benchmarks/contaminations';
import { appendAudit } from '@codejoust/db/queries/keys/audit';
import { listNames } from '@codejoust/arena/text/printable';
import type { Actor } from '../../actor.ts';
import { Refusal } from '../../refusal.ts';

type Order = {
	readonly version: { readonly id: number; readonly slug: string; readonly version: string };
	readonly sha256: string;
	readonly found: NewContamination;
	readonly by: Actor;
};

/** Files that one version may have. */
const MOST_FILES = 100;

/** Stores what was found of a benchmark version in a file, in place of what was found in the same file before. */
export async function storeContamination(
	db: Database,
	{ version, sha256, found, by }: Order,
): Promise<ContaminationRow> {
	const name = `${version.slug}@${version.version}`;
	await refuseUnknown(db, version.id, name, found);
	const { bytes, lines, unread_lines: unreadLines, matched_lines: matchedLines } = found;
	return db.transaction(async (tx) => {
		const stored = await storeRow(tx, {
			benchmarkVersionId: version.id,
			sha256,
			file: found.file,
			bytes,
			lines,
			unreadLines,
			matchedLines,
			matches: found.matches,
			similarity: found.similarity,
			storedBy: by.actor,
		});
		if ((await countContaminations(tx, version.id)) > MOST_FILES)
			throw new Refusal(
				'conflict',
				`Benchmark ${name} has findings of ${MOST_FILES} files, which is the limit.`,
			);
		await appendAudit(tx, {
			...by,
			action: 'benchmark.contamination',
			subject: name,
			after: { file: found.file, sha256, matched: found.matches.length },
		});
		return stored;
	});
}

async function refuseUnknown(
	db: Database,
	versionId: number,
	name: string,
	{ matches, similarity }: NewContamination,
): Promise<void> {
	const outlines = await listQuestionOutlines(db, versionId);
	const known = new Set(outlines.map(({ key }) => key));
	const named = [...matches, ...(similarity?.nearest ?? [])].map(({ question_id: id }) => id);
	const unknown = [...new Set(named)].filter((id) => !known.has(id));
	if (unknown.length > 0)
		throw new Refusal('invalid-input', `Benchmark ${name} has no questions ${listNames(unknown)}.`);
}
