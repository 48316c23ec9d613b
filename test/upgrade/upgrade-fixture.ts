import { fileURLToPath } from 'node:url';
import type { InstallationMarks } from './fill-installation.ts';
import type { RecordedRead } from './recorded-reads.ts';
import type { StoredRows } from './stored-rows.ts';

/** Where a released version's data is: `postgres` is a database on a server, `embedded` a data directory. */
export const KINDS = ['postgres', 'embedded'] as const;
export type FixtureKind = (typeof KINDS)[number];

/** One folder for each release, named after it. */
export const FIXTURES = fileURLToPath(new URL('../fixtures/upgrade/', import.meta.url));

/** What the release said about its own data when the fixture was written. */
export type Expected = {
	readonly marks: InstallationMarks;
	readonly reads: readonly RecordedRead[];
	readonly rows: StoredRows;
};

/** A release's migrations in their order, with the SHA-256 of each file. */
export type ReleasedMigrations = readonly { readonly tag: string; readonly sha256: string }[];

export const FIXTURE_FILES = {
	postgres: { data: 'postgres.sql.gz', expected: 'postgres.expected.json' },
	embedded: { data: 'embedded.tar.zst', expected: 'embedded.expected.json' },
	migrations: 'migrations.json',
} as const;
