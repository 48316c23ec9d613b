import { posix } from 'node:path';
import type { ProjectFile } from './project-files.ts';
import { type Import, readImports, usesEnvironment } from './read-imports.ts';

type Rule = {
	/** Ours that this one may import, by the start of the specifier. */
	readonly ours: readonly string[];
	/** Ours of which only types may be imported. */
	readonly typesOnly?: readonly string[];
	/** Absent: any package. */
	readonly packages?: readonly string[];
	/** More packages for the files of one folder. */
	readonly inFolder?: { readonly folder: string; readonly packages: readonly string[] };
	readonly forbidden?: readonly string[];
};

/** All arrows there are. One that is not here is a bug. */
const RULES: Readonly<Record<string, Rule>> = {
	'packages/arena': { ours: [], packages: [] },
	'packages/judge': { ours: ['@codejoust/arena/'] },
	'packages/db': { ours: ['@codejoust/arena/'], typesOnly: ['@codejoust/arena/'] },
	'packages/contract': {
		ours: ['@codejoust/arena/', '@codejoust/judge/definition/'],
		packages: ['@hono/zod-openapi', 'zod'],
	},
	'packages/formats': {
		ours: ['@codejoust/arena/rules/', '@codejoust/arena/text/', '@codejoust/arena/overlap/'],
		packages: ['csv-parse', 'zod'],
		// Parquet is read by Node alone; a browser sends the file.
		inFolder: {
			folder: 'packages/formats/src/tables/parquet/',
			packages: ['hyparquet', 'node:worker_threads', 'node:zlib'],
		},
	},
	'packages/board': {
		ours: [
			'@codejoust/arena/',
			'@codejoust/judge/identity/',
			'@codejoust/judge/protocol/',
			'@codejoust/contract/',
		],
		packages: [],
	},
	'apps/api': {
		ours: [
			'@codejoust/arena/',
			'@codejoust/judge/',
			'@codejoust/db/',
			'@codejoust/contract/',
			'@codejoust/formats/',
			'@codejoust/board/',
		],
		forbidden: ['drizzle-orm', 'postgres', 'pg-boss', 'openai', 'undici'],
	},
	'apps/web': { ours: ['@codejoust/contract/', '@codejoust/formats/', '@codejoust/board/'] },
	'apps/cli': {
		ours: [
			'@codejoust/contract/',
			'@codejoust/formats/',
			'@codejoust/board/',
			'@codejoust/arena/rules/',
			'@codejoust/arena/text/',
			'@codejoust/arena/overlap/',
			// Answers are made here, on the client of the judge.
			'@codejoust/judge/batch/',
			'@codejoust/judge/endpoint/',
			'@codejoust/judge/holds/',
			'@codejoust/judge/identity/',
			'@codejoust/judge/judge-endpoint',
			'@codejoust/judge/reply/',
		],
	},
};

/** The one file that knows the SDK of the judge's provider. */
const SDK_FILE = 'packages/judge/src/endpoint/openai-client.ts';

const ENVIRONMENT_FILES = new Set([
	// Hands the environment to config.ts, which reads it.
	'apps/api/src/main.ts',
	'apps/api/src/process/config.ts',
	// The key of an endpoint that its user names.
	'apps/cli/src/answer/variables.ts',
	// Names the headers that SvelteKit's handler takes its origin from; it reads the names when it is imported.
	'apps/api/src/process/web-handler.ts',
]);

/** A file outside of its package that may be imported all the same: the page shows the document itself. */
const SHARED_DOCUMENT = 'docs/methodology.md';

/** One sentence for every import and every use of the environment that the table does not allow. */
export function findViolations(files: readonly ProjectFile[]): readonly string[] {
	return files.flatMap((file) => {
		const home = Object.keys(RULES).find((folder) => file.path.startsWith(`${folder}/`));
		const rule = home === undefined ? undefined : RULES[home];
		if (home === undefined || !rule) return [`${file.path} belongs to no package of the table`];
		const imports = readImports(file).map((found) => complain(file, home, rule, found));
		const isFree = isTest(file) || ENVIRONMENT_FILES.has(file.path);
		const environment =
			!isFree && usesEnvironment(file) ? `${file.path} uses process.env` : undefined;
		return [...imports, environment].filter((complaint) => complaint !== undefined);
	});
}

function complain(file: ProjectFile, home: string, rule: Rule, found: Import): string | undefined {
	const { specifier, isType } = found;
	const says = `${file.path} imports ${specifier}`;
	if (specifier.startsWith('.')) return leavesHome(file, home, specifier) ? says : undefined;
	if (specifier.startsWith('@codejoust/') || specifier === 'codejoust') {
		if (!rule.ours.some((start) => specifier.startsWith(start))) return says;
		const wantsType = rule.typesOnly?.some((start) => specifier.startsWith(start)) ?? false;
		return wantsType && !isType && !isTest(file) ? `${says} for more than its types` : undefined;
	}
	if (isTest(file)) return undefined;
	if (rule.packages && !allowedPackages(file, rule).includes(packageOf(specifier))) return says;
	if (rule.forbidden?.includes(packageOf(specifier))) return says;
	return packageOf(specifier) === 'openai' && file.path !== SDK_FILE ? says : undefined;
}

function allowedPackages(file: ProjectFile, { packages = [], inFolder }: Rule): readonly string[] {
	return inFolder && file.path.startsWith(inFolder.folder)
		? [...packages, ...inFolder.packages]
		: packages;
}

/** Tests may also use what stands in test/support. */
function leavesHome(file: ProjectFile, home: string, specifier: string): boolean {
	const target = posix.join(posix.dirname(file.path), specifier.split('?')[0] ?? '');
	if (isTest(file) && target.startsWith('test/support/')) return false;
	return !target.startsWith(`${home}/`) && target !== SHARED_DOCUMENT;
}

function isTest({ path }: ProjectFile): boolean {
	return path.endsWith('.test.ts');
}

/** `@scope/name/file` and `name/file` without the file. */
export function packageOf(specifier: string): string {
	return specifier
		.split('/')
		.slice(0, specifier.startsWith('@') ? 2 : 1)
		.join('/');
}
