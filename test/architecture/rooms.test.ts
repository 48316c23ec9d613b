import { expect, test } from 'vitest';
import { type ProjectFile, readSources } from './project-files.ts';
import { type Arrow, listArrows, listFileCircles, measure } from './rooms.ts';

const sources = readSources().filter(({ path }) => !path.endsWith('.test.ts'));

/**
 * All arrows between the rooms of the API. `.` is its vocabulary: the files of the folder itself. Use cases return what they
 * read, and of `present` only name the types of it; routes and the process bring both together.
 */
const API_ARROWS: Readonly<Record<string, readonly string[]>> = {
	'main.ts': ['process'],
	process: ['.', 'middleware', 'present', 'routes', 'use-cases', 'worker'],
	routes: ['.', 'middleware', 'present', 'use-cases'],
	worker: ['.', 'use-cases'],
	'use-cases': ['.', 'types of present'],
	middleware: ['.'],
	present: ['.'],
	'.': [],
};

/** The rooms of a folder, the top floor first: a room may import those behind it in its list, and none before it. */
const FLOORS: Readonly<Record<string, readonly string[]>> = {
	'apps/api/src/use-cases': [
		'operation',
		'endpoints',
		'battles',
		'judge-checks',
		'rejudgings',
		'submissions',
		'runs',
		'benchmarks',
		'models',
		'judges',
		'boards',
		'people',
		'keys',
	],
	'packages/arena/src': [
		'fixtures',
		'judge-quality',
		'board',
		'ranks',
		'outcomes',
		'other-programs',
		'ratings',

		'maths',
		'rules',
		'text',
		'overlap',
	],
};

test('inside the API there is no arrow beside those of the table', () => {
	expect(findForbidden(sources)).toEqual([]);
});

test('a use case may import types of present, and no value beside them', () => {
	const present = { path: 'apps/api/src/present/a.ts', text: '' };
	const useCase = (text: string) => [present, { path: 'apps/api/src/use-cases/b/c.ts', text }];
	const from = `from '../../present/a.ts';`;
	for (const types of ['import type { A }', 'import { type A }', 'export type { A }'])
		expect(findForbidden(useCase(`${types} ${from}`))).toEqual([]);
	for (const values of [
		'import { presentA }',
		'import { type A, presentA }',
		'export { presentA }',
	])
		expect(findForbidden(useCase(`import type { A } ${from} ${values} ${from}`))).toEqual([
			'use-cases → present (apps/api/src/use-cases/b/c.ts)',
		]);
});

test.each(Object.entries(FLOORS))('in %s no arrow runs up', (place, floors) => {
	const wrong = listArrows(sources, place).filter(
		({ from, to }) => floors.indexOf(from) >= floors.indexOf(to),
	);
	expect(wrong.map(show)).toEqual([]);
});

test.each([
	'',
	'apps/api/src',
	'apps/api/src/use-cases',
	'apps/web/src/lib',
	'packages/arena/src',
	'packages/board/src',
	'packages/contract/src',
	'packages/db/src',
	'packages/db/src/queries',
	'packages/formats/src',
	'packages/judge/src',
])('the rooms of "%s" import each other in no circle', (place) => {
	expect(measure(sources, place).back.map(show)).toEqual([]);
});

test('no files import each other in a circle', () => {
	expect(listFileCircles(sources)).toEqual([]);
});

test('a circle of rooms and a circle of files are found', () => {
	const files = [
		{ path: 'apps/api/src/routes/a.ts', text: `import '../worker/b.ts';` },
		{ path: 'apps/api/src/worker/b.ts', text: `import type { A } from '../routes/a.ts';` },
	];
	expect(measure(files, 'apps/api/src').back).toHaveLength(1);
	expect(listFileCircles(files)).toEqual([files.map(({ path }) => path)]);
	expect(listArrows(files, 'apps/api/src').map(show)).toEqual([
		'routes → worker',
		'worker → routes',
	]);
});

/** The arrows of the API that the table does not allow, with the files that import more than types. */
function findForbidden(files: readonly ProjectFile[]): readonly string[] {
	const isAllowed = ({ from, to, values }: Arrow) => {
		const allowed = API_ARROWS[from] ?? [];
		return allowed.includes(to) || (values.length === 0 && allowed.includes(`types of ${to}`));
	};
	return listArrows(files, 'apps/api/src')
		.filter((arrow) => !isAllowed(arrow))
		.map((arrow) => `${show(arrow)} (${arrow.values.join(', ') || 'types'})`);
}

function show({ from, to }: Pick<Arrow, 'from' | 'to'>): string {
	return `${from} → ${to}`;
}
