import { foldModelName } from '@codejoust/arena/text/fold-model-name';
import type { FilterChoices } from '@codejoust/contract/schemas/benchmark';
import type { newPublishedResults } from '@codejoust/contract/schemas/published-results';
import type { Database } from '@codejoust/db/connect';
import {
	countPublishedSets,
	insertPublishedSet,
	type NewPublishedSet,
} from '@codejoust/db/queries/benchmarks/published-results';
import { appendAudit } from '@codejoust/db/queries/keys/audit';
import { findKnownSlugs } from '@codejoust/db/queries/models/models';
import type { OriginRows } from '@codejoust/formats/published/published-origin';
import type { z } from '@hono/zod-openapi';
import type { Actor } from '../../actor.ts';
import { newId } from '../../new-id.ts';
import type { AddedSets } from '../../present/published-results.ts';
import { Refusal } from '../../refusal.ts';
import { readPublishedMeasures } from './read-published-measures.ts';

type Metadata = z.output<typeof newPublishedResults>;

type Order = {
	readonly version: { readonly id: number; readonly slug: string; readonly version: string };
	readonly choices: FilterChoices;
	readonly metadata: Metadata;
	readonly file: Uint8Array;
	readonly by: Actor;
};

const MOST_SETS = 20;

/**
 * Stores a table of results that others published beside a benchmark version, all or nothing: one set, or one for each measure
 * of the table. No board changes.
 */
export async function addPublishedResults(db: Database, order: Order): Promise<AddedSets> {
	const { metadata, version } = order;
	const read = readPublishedMeasures(order);
	const models = new Set(read.flatMap(({ file }) => file.rows.map(({ model }) => model)));
	await refuseNames(db, metadata.names ?? {}, models);
	const sets = read.flatMap(({ measure, file }) =>
		file.sets.map((found) => asSet(order, measure, found)),
	);
	const notes = read.flatMap(({ measure, file }) => nameNotes(file.notes, measure, read.length));
	return db.transaction(async (tx) => {
		if ((await countPublishedSets(tx, version.id)) + sets.length > MOST_SETS)
			throw new Refusal(
				'conflict',
				`Benchmark ${version.slug}@${version.version} would have more than ${MOST_SETS} sets of published results, which is the limit. Remove one first.`,
			);
		if (metadata.dry_run) return { sets, notes };
		const added: AddedSets['sets'][number][] = [];
		for (const set of sets) added.push(await storeSet(tx, order, set));
		return { sets: added, notes };
	});
}

async function storeSet(
	tx: Database,
	{ version, by }: Order,
	set: NewPublishedSet,
): Promise<AddedSets['sets'][number]> {
	const added = await insertPublishedSet(tx, set);
	await appendAudit(tx, {
		...by,
		action: 'published-results.add',
		subject: `${version.slug}@${version.version}`,
		after: { id: added.id, source: added.source, measure: added.measure, rows: set.rows.length },
	});
	return added;
}

function asSet(
	{ version, metadata, by }: Order,
	measure: string | undefined,
	{ origin, rows }: OriginRows,
): NewPublishedSet {
	const source = metadata.source ?? origin.source;
	if (source === undefined) {
		const reason = 'Say who published the results, or name the column that says it.';
		throw new Refusal('invalid-input', reason, [{ name: 'source', reason }]);
	}
	return {
		id: newId('pub'),
		benchmarkVersionId: version.id,
		measure: measure ?? null,
		unit: metadata.unit ?? null,
		source,
		url: metadata.url ?? null,
		judge: metadata.judge ?? origin.judge ?? null,
		publishedOn: metadata.date ?? origin.date ?? null,
		licence: metadata.licence ?? null,
		names: metadata.names ?? {},
		rows,
		addedBy: by.actor,
	};
}

function nameNotes(
	notes: readonly string[],
	measure: string | undefined,
	measures: number,
): readonly string[] {
	return measures === 1 ? notes : notes.map((note) => `${measure ?? ''}: ${note}`);
}

/** A mapped name must be in the table, and what it is mapped to must be a model. */
async function refuseNames(
	db: Database,
	names: Readonly<Record<string, string | null>>,
	published: ReadonlySet<string>,
): Promise<void> {
	const slugs = Object.values(names).flatMap((slug) => slug ?? []);
	const known = await findKnownSlugs(db, slugs);
	const errors = Object.entries(names).flatMap(([name, slug]) => [
		...(published.has(name)
			? []
			: [{ name: 'names', value: name, reason: notThere(name, published) }]),
		...(slug === null || known.has(slug)
			? []
			: [
					{
						name: 'names',
						value: slug,
						reason: `"${name}" is mapped to "${slug}", which is no model.`,
					},
				]),
	]);
	if (errors[0]) throw new Refusal('invalid-input', errors[0].reason, errors);
}

function notThere(name: string, published: ReadonlySet<string>): string {
	const folded = foldModelName(name);
	const alike = [...published].find((one) => foldModelName(one) === folded);
	return alike === undefined
		? `"${name}" is mapped, and no row of the table is called that.`
		: `"${name}" is mapped, and the table writes "${alike}".`;
}
