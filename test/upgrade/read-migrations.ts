import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { ReleasedMigrations } from './upgrade-fixture.ts';

const MIGRATIONS = new URL('../../packages/db/src/migrations/', import.meta.url);

/** The migrations of this source tree in their order, each with the hash of its file. */
export async function readMigrations(): Promise<ReleasedMigrations> {
	const journal = await readFile(new URL('meta/_journal.json', MIGRATIONS), 'utf8');
	// Written by drizzle-kit, which reads it by this shape itself.
	const { entries } = JSON.parse(journal) as { readonly entries: readonly { tag: string }[] };
	return Promise.all(
		entries.map(async ({ tag }) => {
			const text = await readFile(new URL(`${tag}.sql`, MIGRATIONS));
			return { tag, sha256: createHash('sha256').update(text).digest('hex') };
		}),
	);
}
