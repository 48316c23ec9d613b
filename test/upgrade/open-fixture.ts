import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CodejoustServer, startCodejoust } from '../support/codejoust-server.ts';
import type { PostgresServer } from '../support/postgres-server.ts';
import { restorePostgres, unpackDirectory } from './stored-data.ts';
import {
	type Expected,
	FIXTURE_FILES,
	FIXTURES,
	type FixtureKind,
	type ReleasedMigrations,
} from './upgrade-fixture.ts';

export type OpenFixture = {
	readonly expected: Expected;
	/** The URL of its database, or its data directory. */
	readonly place: string;
	/** Today's server on the data of the release; without the worker it plays nothing. */
	start(roles: readonly ('api' | 'worker')[]): Promise<CodejoustServer>;
	/** Removes what was unpacked. */
	close(): void;
};

/** The releases that have a folder of fixtures, oldest first. */
export function listReleases(): readonly string[] {
	return readdirSync(FIXTURES).sort((left, right) =>
		left.localeCompare(right, 'en', { numeric: true }),
	);
}

export function readReleasedMigrations(release: string): ReleasedMigrations {
	return JSON.parse(readFileSync(join(FIXTURES, release, FIXTURE_FILES.migrations), 'utf8'));
}

/** Unpacks a release's data, on a new database of `postgres` or in a folder of its own. */
export async function openFixture(
	release: string,
	kind: FixtureKind,
	postgres: PostgresServer,
): Promise<OpenFixture> {
	const files = FIXTURE_FILES[kind];
	const read = (name: string) => readFileSync(join(FIXTURES, release, name));
	const folder = mkdtempSync(join(tmpdir(), 'codejoust-upgrade-'));
	const data =
		kind === 'postgres'
			? { databaseUrl: await postgres.createDatabase({ isEmpty: true }) }
			: { dataDirectory: folder };
	if (data.databaseUrl !== undefined) await restorePostgres(read(files.data), data.databaseUrl);
	else unpackDirectory(read(files.data), folder);
	return {
		expected: JSON.parse(read(files.expected).toString()),
		place: data.databaseUrl ?? folder,
		start: (roles) =>
			startCodejoust({
				...data,
				// As the release had it: its own key and its own secret are in the data.
				config: { roles: new Set(roles), operatorKey: undefined, fenceSecret: undefined },
			}),
		close: () => rmSync(folder, { recursive: true, force: true }),
	};
}
