import type { Database } from '@codejoust/db/connect';
import {
	type BenchmarkVersionRow,
	listBenchmarkVersions,
} from '@codejoust/db/queries/benchmarks/benchmarks';
import { compareVersions } from '@codejoust/db/queries/benchmarks/compare-versions';
import type { FoundChanges } from '../../present/benchmark-change.ts';
import { Refusal } from '../../refusal.ts';
import { findVersion } from '../../find-version.ts';

/** What a version has changed since another one of its benchmark; by default since the one before it. */
export async function readChanges(
	db: Database,
	{ name, from }: { readonly name: string; readonly from: string | undefined },
): Promise<FoundChanges> {
	const version = await findVersion(db, name);
	const versions = await listBenchmarkVersions(db, { isAll: true, slug: version.slug });
	const earlier = from === undefined ? findEarlier(version, versions) : findNamed(from, versions);
	if (!earlier) throw refuse(version, from, versions);
	return compare(db, version, earlier);
}

/** What a version has changed since the one before it; undefined for a first one. */
export async function findChanges(db: Database, name: string): Promise<FoundChanges | undefined> {
	const version = await findVersion(db, name);
	const versions = await listBenchmarkVersions(db, { isAll: true, slug: version.slug });
	const earlier = findEarlier(version, versions);
	return earlier && compare(db, version, earlier);
}

async function compare(
	db: Database,
	version: BenchmarkVersionRow,
	earlier: BenchmarkVersionRow,
): Promise<FoundChanges> {
	const rows = await compareVersions(db, { fromId: earlier.id, toId: version.id });
	return { version, earlier, rows };
}

/** The newest version that was published before this one and may be named to anybody. */
function findEarlier(
	version: BenchmarkVersionRow,
	versions: readonly BenchmarkVersionRow[],
): BenchmarkVersionRow | undefined {
	return versions.find(({ id, visibility }) => id < version.id && visibility !== 'unlisted');
}

function findNamed(from: string, versions: readonly BenchmarkVersionRow[]) {
	return versions.find(({ version }) => version === from);
}

function refuse(
	version: BenchmarkVersionRow,
	from: string | undefined,
	versions: readonly BenchmarkVersionRow[],
): Refusal {
	if (from === undefined)
		return new Refusal(
			'not-found',
			`Benchmark ${nameOf(version)} is the first version of its slug.`,
		);
	const known = versions
		.filter(({ visibility }) => visibility !== 'unlisted')
		.map((row) => row.version)
		.join(', ');
	return new Refusal(
		'not-found',
		`Benchmark ${version.slug} has no version "${from}"; it has ${known}.`,
	);
}

const nameOf = (row: BenchmarkVersionRow) => `${row.slug}@${row.version}`;
