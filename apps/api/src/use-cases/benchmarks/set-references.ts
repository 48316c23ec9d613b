import type { Database } from '@codejoust/db/connect';
import { appendAudit } from '@codejoust/db/queries/keys/audit';
import {
	type BenchmarkVersionRow,
	ensureBenchmark,
	insertBenchmarkVersion,
	listQuestionOutlines,
} from '@codejoust/db/queries/benchmarks/benchmarks';
import {
	copyBaseline,
	copyQuestions,
	countReferences,
} from '@codejoust/db/queries/benchmarks/references';
import { storeTexts } from '@codejoust/db/queries/texts/texts';
import { readReferences, type ReferenceRecord } from '@codejoust/formats/questions/references';
import type { newReferences } from '@codejoust/contract/schemas/benchmark-references';
import { contentHash } from '@codejoust/judge/identity/identity';
import type { z } from 'zod';
import type { Actor } from '../../actor.ts';
import { readPlain } from '../../read-plain.ts';
import { newId } from '../../new-id.ts';
import { refuseProblems } from '../../refuse-problems.ts';
import { findTaskTypes } from '@codejoust/db/queries/benchmarks/task-types';
import { Refusal } from '../../refusal.ts';
import { findVersion } from '../../find-version.ts';

type Order = {
	/** The version whose questions the new one has. */
	readonly name: string;
	readonly metadata: z.output<typeof newReferences>;
	readonly file: Uint8Array;
	readonly by: Actor;
};

export type SetReferences = {
	/** `slug@version` of the new version. */
	readonly name: string;
	readonly set: number;
	/** Questions with a reference, those of the version before among them. */
	readonly total: number;
};

/**
 * Publishes a version with the questions and the baseline's answers of another one and with the references of a file, all or
 * nothing. Submissions stay with the version that they were sent to.
 */
export async function setReferences(db: Database, order: Order): Promise<SetReferences> {
	const base = await findVersion(db, order.name);
	const outlines = await listQuestionOutlines(db, base.id);
	const plain = await readPlain('references', order.file, { hasEmptyCellsDropped: true });
	const read = readReferences(plain, new Set(outlines.map(({ key }) => key)));
	refuseProblems('references', read.problems);
	const name = `${base.slug}@${order.metadata.version}`;
	return db.transaction(async (tx) => {
		const versionId = await addVersion(tx, base, order.metadata.version);
		await storeReferences(tx, { fromId: base.id, toId: versionId }, { ...order, ...read });
		await copyBaseline(tx, {
			fromId: base.baselineId,
			toId: newId('sub'),
			benchmarkVersionId: versionId,
			createdBy: order.by.actor,
		});
		const total = await countReferences(tx, versionId);
		await appendAudit(tx, {
			...order.by,
			action: 'benchmark.references',
			subject: name,
			after: { references: read.references.length, of: `${base.slug}@${base.version}` },
		});
		return { name, set: read.references.length, total };
	});
}

async function addVersion(
	tx: Database,
	base: BenchmarkVersionRow,
	version: string,
): Promise<number> {
	const { slug, isSample } = base;
	const benchmarkId = await ensureBenchmark(tx, { slug, isSample, purpose: 'board' });
	if (benchmarkId === undefined) throw new Error(`benchmark ${slug} vanished`);
	const id = await insertBenchmarkVersion(tx, {
		benchmarkId,
		version,
		name: base.name,
		description: base.description,
		licence: base.licence,
		visibility: base.visibility,
		// Of the questions and the baseline's answers, which are those of the other version.
		contentHash: base.contentHash,
		taskTypes: await findTaskTypes(tx, base.id),
	});
	if (id !== undefined) return id;
	throw new Refusal(
		'already-exists',
		`Benchmark ${slug} already has a version "${version}". Versions are immutable: name another one.`,
	);
}

async function storeReferences(
	tx: Database,
	versions: { readonly fromId: number; readonly toId: number },
	{
		references,
		metadata,
	}: Pick<Order, 'metadata'> & { readonly references: readonly ReferenceRecord[] },
): Promise<void> {
	const hashed = references.map((row) => ({ ...row, hash: contentHash(row.reference) }));
	await storeTexts(
		tx,
		hashed.map(({ hash, reference: body }) => ({ hash, body })),
	);
	await copyQuestions(
		tx,
		versions,
		hashed.map(({ question_id: key, hash, origin, visibility }) => ({
			key,
			hash,
			origin: origin ?? metadata.origin ?? null,
			visibility: visibility ?? metadata.visibility,
		})),
	);
}
