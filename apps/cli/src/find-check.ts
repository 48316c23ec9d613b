import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Client, JudgeCheck } from '@codejoust/contract/client';
import { allPages } from './all-pages.ts';
import { openBlob } from './read-file.ts';
import { safeText } from './safe-text.ts';
import type { Terminal } from './terminal.ts';

export type SetOptions = {
	readonly slug?: string;
	readonly setVersion: string;
	readonly title?: string;
	readonly licence?: string;
	readonly category: string;
};

const LOOK_EVERY_MS = 200;

/** The set of a name; a file's pairs are imported first. */
export async function findSet(
	client: Client,
	terminal: Terminal,
	{ name, options }: { readonly name: string; readonly options: SetOptions },
): Promise<string> {
	const isFile = await stat(name).then(
		(found) => found.isFile(),
		() => false,
	);
	if (!isFile) return name;
	const { slug = slugOf(name), setVersion: version, title = slug, licence, category } = options;
	const set = await client.importCheckSet({
		metadata: {
			slug,
			version,
			name: title,
			category,
			...(licence === undefined ? {} : { licence }),
		},
		pairs: await openBlob(name),
	});
	for (const note of set.notes) terminal.error(safeText(note));
	terminal.error(`${set.is_new ? 'Imported' : 'Known'}: ${set.name} with ${set.pairs} pairs.`);
	return set.name;
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
