import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { listReleases, readReleasedMigrations } from '../upgrade/open-fixture.ts';
import { readMigrations } from '../upgrade/read-migrations.ts';
import {
	FIXTURE_FILES,
	FIXTURES,
	KINDS,
	type ReleasedMigrations,
} from '../upgrade/upgrade-fixture.ts';

const VERSION: string = JSON.parse(
	readFileSync(new URL('../../package.json', import.meta.url), 'utf8'),
).version;

test.each(listReleases())('no migration of %s was changed, removed or moved', async (release) => {
	const released = readReleasedMigrations(release);
	expect(released.length).toBeGreaterThan(0);
	expect(changedMigrations(released, await readMigrations())).toEqual([]);
});

test('the version of package.json has a fixture of both databases', () => {
	const files = [
		FIXTURE_FILES.migrations,
		...KINDS.flatMap((kind) => Object.values(FIXTURE_FILES[kind])),
	];
	const missing = files.filter((file) => !existsSync(join(FIXTURES, VERSION, file)));
	expect(missing, `write it: node tools/write-upgrade-fixture.mjs ${VERSION}`).toEqual([]);
	expect(listReleases().at(-1)).toBe(VERSION);
});

test('a changed, a removed and a moved migration are found, and an added one is no change', () => {
	const released = [
		{ tag: '0000_a', sha256: 'a' },
		{ tag: '0001_b', sha256: 'b' },
	];
	const [first, second] = released as [(typeof released)[0], (typeof released)[0]];
	const next = { tag: '0002_c', sha256: 'c' };
	expect(changedMigrations(released, [...released, next])).toEqual([]);
	expect(changedMigrations(released, [{ ...first, sha256: 'x' }, second])).toEqual(['0000_a']);
	expect(changedMigrations(released, [first])).toEqual(['0001_b']);
	expect(changedMigrations(released, [second, first])).toEqual(['0000_a', '0001_b']);
});

/** A new version has every released migration, in its place and letter for letter. */
function changedMigrations(
	released: ReleasedMigrations,
	current: ReleasedMigrations,
): readonly string[] {
	return released
		.filter(({ tag, sha256 }, at) => current[at]?.tag !== tag || current[at].sha256 !== sha256)
		.map(({ tag }) => tag);
}
