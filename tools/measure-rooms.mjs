// Prints how the folders of the sources hang together: for every floor plan its rooms, floors, arrows, and arrows that run
// back up, and every circle of imports between files. Read from the imports alone. `--arrows` lists each arrow with its
// number of imports.
import { posix } from 'node:path';
import { listArrows, listFileCircles, measure } from '../test/architecture/rooms.ts';
import { readSources } from '../test/architecture/project-files.ts';

const PLANS = [
	'',
	'apps/api/src',
	'apps/api/src/use-cases',
	'packages/arena/src',
	'packages/judge/src',
	'packages/db/src',
	'packages/db/src/queries',
	'packages/formats/src',
	'packages/contract/src',
	'apps/web/src/lib',
];

const sources = readSources().filter(({ path }) => !path.endsWith('.test.ts'));
const showArrows = process.argv.includes('--arrows');
process.stdout.write('place                      rooms  floors  arrows  back\n');
for (const place of PLANS) {
	const arrows = listArrows(sources, place);
	const { rooms, floors, back } = measure(sources, place);
	const cells = [String(rooms), String(floors), String(arrows.length), String(back.length)];
	process.stdout.write(
		`${(place || '(whole)').padEnd(26)} ${cells.map((cell) => cell.padStart(6)).join(' ')}\n`,
	);
	for (const { from, to } of back) process.stdout.write(`    back: ${from} → ${to}\n`);
	if (showArrows)
		for (const { from, to, imports } of arrows)
			process.stdout.write(`    ${from} → ${to} (${imports})\n`);
}
const circles = listFileCircles(sources);
process.stdout.write(`circles of files: ${circles.length}\n`);
for (const circle of circles)
	process.stdout.write(`    ${circle.map((path) => posix.normalize(path)).join(' ↔ ')}\n`);
