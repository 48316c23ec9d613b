import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { listNames } from '@codejoust/arena/text/printable';
import type { Client, JudgeCheck, NewCheckSet } from '@codejoust/contract/client';
import { allPages } from './all-pages.ts';
import { openBlob } from './read-file.ts';
import { safeText } from './safe-text.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usage-error.ts';

export type SetOptions = {
	readonly slug?: string;
	readonly setVersion: string;
	readonly title?: string;
	readonly licence?: string;
	/** One for all files, or one for each with commas. */
	readonly category?: string;
};

const LOOK_EVERY_MS = 200;

/** The set of a name; the pairs of a file, or of several files as one set, are imported first. */
export async function findSet(
	client: Client,
	terminal: Terminal,
	{ names, options }: { readonly names: readonly string[]; readonly options: SetOptions },
): Promise<string> {
	const [only = ''] = names;
	const others = await listOthers(names);
	if (names.length === 1 && others.length === 1) return only;
	if (others.length > 0)
		throw new UsageError(`One set is checked, or several files: ${listNames(others)} is no file.`);
	if (names.length > 1 && options.slug === undefined)
		throw new UsageError('Name the set of several files with --slug.');
	const { slug = slugOf(only), setVersion: version, title = slug, licence } = options;
	const set = await client.importCheckSet({
		metadata: {
			slug,
			version,
			name: title,
			...describeFiles(names, options.category),
			...(licence === undefined ? {} : { licence }),
		},
		pairs: await Promise.all(names.map(openBlob)),
	});
	for (const note of set.notes) terminal.error(safeText(note));
	terminal.error(`${set.is_new ? 'Imported' : 'Known'}: ${set.name} with ${set.pairs} pairs.`);
	return set.name;
}

/** Those that are no files. */
async function listOthers(names: readonly string[]): Promise<readonly string[]> {
	const isFile = await Promise.all(
		names.map((name) =>
			stat(name).then(
				(found) => found.isFile(),
				() => false,
			),
		),
	);
	return names.filter((_, at) => !isFile[at]);
}

/** The names of the files, and the category of the pairs that name none: one for all, or one for each file in their order. */
function describeFiles(
	names: readonly string[],
	category: string | undefined,
): Pick<NewCheckSet, 'category' | 'files'> {
	const given = names.length > 1 ? (category?.split(',').map((one) => one.trim()) ?? []) : [];
	if (given.length > 1 && given.length !== names.length)
		throw new UsageError(
			`--category names ${given.length} categories for ${names.length} files: name one for all, or one for each.`,
		);
	const [all] = given;
	const files = names.map((path, at) => {
		const own = given.length > 1 ? given[at] : all;
		return { name: basename(path), ...(own ? { category: own } : {}) };
	});
	return names.length > 1 || category === undefined ? { files } : { files, category };
}

/** `My pairs.jsonl` as `my-pairs`. */
function slugOf(path: string): string {
	return basename(path)
		.replace(/\.gz$/i, '')
		.replace(/\.(jsonl?|ndjson)$/i, '')
		.toLowerCase()
		.replaceAll(/[^a-z0-9.-]+/g, '-')
		.replace(/^[^a-z0-9]+/, '')
		.slice(0, 60);
}

/** The check of a judge over a set that there is already. */
export async function findCheck(
	client: Client,
	{
		set,
		judge,
		replicate,
		reference,
	}: Pick<JudgeCheck, 'replicate' | 'reference'> & {
		readonly set: string;
		readonly judge: string;
	},
): Promise<JudgeCheck | undefined> {
	const checks = await allPages((cursor) => client.judgeChecks({ set, judge, ...cursor }));
	return checks.find((check) => check.replicate === replicate && check.reference === reference);
}

/** The check once it has the numbers of its run's end, which follow it in a moment; as it is, where the run stands still. */
export async function untilMeasured(
	client: Client,
	id: string,
	patienceMs: number,
): Promise<JudgeCheck> {
	const until = performance.now() + patienceMs;
	for (;;) {
		const check = await client.judgeCheck(id);
		if (isMeasured(check) || performance.now() > until) return check;
		await pause(LOOK_EVERY_MS);
	}
}

function isMeasured({ state, measured_at: measuredAt, finished_at: finishedAt }: JudgeCheck) {
	if (state !== 'done' || finishedAt === null) return true;
	return measuredAt !== null && measuredAt >= finishedAt;
}
