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
import type { KnownGroups } from '@codejoust/formats/published/published-fields';
import { readPublishedResults } from '@codejoust/formats/published/published-results';
import type { z } from '@hono/zod-openapi';
import type { Actor } from '../../actor.ts';
import { newId } from '../../new-id.ts';
import type { AddedSet } from '../../present/published-results.ts';
import { refuseProblems } from '../../refuse-problems.ts';
import { Refusal } from '../../refusal.ts';

type Metadata = z.output<typeof newPublishedResults>;

type Order = {
	readonly version: { readonly id: number; readonly slug: string; readonly version: string };
	readonly choices: FilterChoices;
	readonly metadata: Metadata;
	readonly file: Uint8Array;
	readonly by: Actor;
};

const MOST_SETS = 20;

/** Stores a table of results that others published beside a benchmark version, all or nothing. No board changes. */
export async function addPublishedResults(db: Database, order: Order): Promise<AddedSet> {
	const { metadata, version, by } = order;
	const read = readPublishedResults(order.file, {
		of: metadata.measure === undefined ? 'benchmark' : 'measure',
		unit: metadata.unit,
		fields: metadata.fields ?? {},
		only: metadata.only ?? {},
		groups: listGroups(order.choices),
	});
	refuseProblems('results', read.problems);
	await refuseNames(db, metadata.names ?? {}, new Set(read.rows.map(({ model }) => model)));
	const set = asSet(order, read.rows);
	return db.transaction(async (tx) => {
		if ((await countPublishedSets(tx, version.id)) >= MOST_SETS)
			throw new Refusal(
				'conflict',
				`Benchmark ${version.slug}@${version.version} has ${MOST_SETS} sets of published results, which is the limit. Remove one first.`,
			);
		if (metadata.dry_run) return { set, notes: read.notes };
		const added = await insertPublishedSet(tx, set);
		await appendAudit(tx, {
			...by,
			action: 'published-results.add',
			subject: `${version.slug}@${version.version}`,
			after: { id: added.id, source: added.source, measure: added.measure, rows: read.rows.length },
		});
		return { set: added, notes: read.notes };
	});
}

function asSet({ version, metadata, by }: Order, rows: NewPublishedSet['rows']): NewPublishedSet {
	return {
		id: newId('pub'),
		benchmarkVersionId: version.id,
		measure: metadata.measure ?? null,
		unit: metadata.unit ?? null,
		source: metadata.source,
		url: metadata.url ?? null,
		judge: metadata.judge ?? null,
		publishedOn: metadata.date ?? null,
		licence: metadata.licence ?? null,
		names: metadata.names ?? {},
		rows,
		addedBy: by.actor,
	};
}

function listGroups({ categories, languages, difficulties }: FilterChoices): KnownGroups {
	const names = (list: readonly { readonly name: string }[]) =>
		new Set(list.map(({ name }) => name));
	return {
		category: names(categories),
		subcategory: names(categories.flatMap(({ subcategories }) => subcategories)),
		language: names(languages),
		difficulty: names(difficulties),
	};
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
