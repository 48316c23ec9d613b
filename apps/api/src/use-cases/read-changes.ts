import type { Database } from '@codejoust/db/connect';
import { type BenchmarkVersionRow, listBenchmarkVersions } from '@codejoust/db/queries/benchmarks';
import { compareVersions, type QuestionChange } from '@codejoust/db/queries/compare-versions';
import { Refusal } from '../refusal.ts';
import { QUESTION_FIELDS, type VersionChanges } from '../schemas/benchmark-change.ts';
import { findVersion } from './find-version.ts';

/** What a version has changed since another one of its benchmark; by default since the one before it. */
export async function readChanges(
	db: Database,
	{ name, from }: { readonly name: string; readonly from: string | undefined },
): Promise<VersionChanges> {
	const version = await findVersion(db, name);
	const versions = await listBenchmarkVersions(db, { isAll: true, slug: version.slug });
	const earlier = from === undefined ? findEarlier(version, versions) : findNamed(from, versions);
	if (!earlier) throw refuse(version, from, versions);
	return compare(db, version, earlier);
}

/** What a version has changed since the one before it; null for a first one. */
export async function findChanges(db: Database, name: string): Promise<VersionChanges | null> {
	const version = await findVersion(db, name);
	const versions = await listBenchmarkVersions(db, { isAll: true, slug: version.slug });
	const earlier = findEarlier(version, versions);
	return earlier ? compare(db, version, earlier) : null;
}

async function compare(
	db: Database,
	version: BenchmarkVersionRow,
	earlier: BenchmarkVersionRow,
): Promise<VersionChanges> {
	const rows = await compareVersions(db, { fromId: earlier.id, toId: version.id });
	const ofKind = (kind: QuestionChange['kind']) => rows.filter((row) => row.kind === kind);
	return {
		benchmark: nameOf(version),
		from: nameOf(earlier),
		added: ofKind('added').map(presentChange),
		removed: ofKind('removed').map(presentChange),
		edited: ofKind('edited').map((row) => ({
			...presentChange(row),
			fields: QUESTION_FIELDS.filter((field) => row.fields.includes(field)),
		})),
		unchanged: ofKind('unchanged').length,
		shared: rows.filter(({ isShared }) => isShared).length,
	};
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

function presentChange({ key, category, subcategory }: QuestionChange) {
	return { question_id: key, category, subcategory };
}
