import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { DRIVER_MENDS, MENDED_VERSION } from './driver-mends.ts';
import { mendSource } from './mend-source.ts';

const library = createRequire(import.meta.url).resolve('postgres');

test('the installed driver is the version that was read and mended', () => {
	const manifest = new URL('../../package.json', `file://${library}`);
	const { version } = JSON.parse(readFileSync(manifest, 'utf8'));
	expect(
		version,
		'Another version of postgres is installed: read its src/connection.js and src/index.js, adapt or drop the mends in driver-mends.ts, then change MENDED_VERSION.',
	).toBe(MENDED_VERSION);
});

test.each(['connection.js', 'index.js'])('every mend of %s fits', (file) => {
	const source = readFileSync(new URL(file, `file://${library}`), 'utf8');
	const mended = mendSource(file, source, DRIVER_MENDS);
	for (const { right } of DRIVER_MENDS.filter((mend) => mend.file === file))
		expect(mended).toContain(right);
});

test.each([
	['no such text', 0],
	['wrong and wrong', 2],
])('a file with %j is refused with the fault and the count', (source, count) => {
	const mend = { file: 'a.js', fault: 'it breaks', wrong: 'wrong', right: 'right' };
	expect(() => mendSource('a.js', source, [mend])).toThrow(
		`a.js is not the file that our mends were written for: the text behind "it breaks" stands there ${count} times`,
	);
	expect(mendSource('b.js', source, [mend])).toBe(source);
});

test('no connection of ours is made with the driver as it comes', () => {
	const folder = fileURLToPath(new URL('..', import.meta.url));
	const importers = globSync('**/*.ts', { cwd: folder }).filter((path) =>
		/^import (?!type)[^;]* from 'postgres';/m.test(readFileSync(`${folder}/${path}`, 'utf8')),
	);
	expect(importers).toEqual([]);
});
