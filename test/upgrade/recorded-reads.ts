import { createHash } from 'node:crypto';
import { send } from '../support/small-benchmark.ts';
import type { InstallationMarks } from './fill-installation.ts';

/** A request that reads, and what it was answered. */
export type RecordedRead = {
	readonly path: string;
	/** Null: without a key. */
	readonly key: string | null;
	readonly status: number;
	/** Without what depends on the day. Absent for a file, of which only the hash is kept. */
	readonly body?: unknown;
	readonly sha256?: string;
};

/** Fields that are changed by the read itself, differ on another day, or were dropped from the API on purpose. */
const NOT_COMPARED: ReadonlySet<string> = new Set([
	'last_used_at',
	'resets_at',
	'used',
	'left',
	// A gate has a state since 0.2, where it was open or not.
	'gate_results',
	// Links are made by their owner, and only their hashes are stored, since 0.2.
	'share_token',
	// Groups by the overlap of intervals: ranks and pairs come from one test since board-5.
	'tie_group',
]);
/**
 * The CSV of a board has other columns since codejoust-board@3, a bundle's battles have more fields than the release's, and
 * comparisons and the numbers of one submission are computed when they are read, by the rules of today.
 */
const RESHAPED = /\/(?:export\.csv|bundle|compare|result)(?:\?|$)/;
const FILES = /\/(?:bundle|export\.csv)$/;

/** Everything of an installation that a later version must still say, permalinks and the share link included. */
export async function recordReads(
	address: string,
	marks: InstallationMarks,
): Promise<readonly RecordedRead[]> {
	const { operator } = marks.keys;
	const wanted = [
		...marks.openPaths.map((path) => ({ path, key: null })),
		...Object.values(marks.keys).map((key) => ({ path: '/v1/keys/me', key })),
		...marks.operatorPaths.map((path) => ({ path, key: operator })),
		...marks.memberPaths.map((path) => ({ path, key: marks.keys.submit })),
	];
	const reads: RecordedRead[] = [];
	for (const { path, key } of wanted) {
		const read = await readAgain(address, { path, key });
		if (read.status !== 200) throw new Error(`${path} was answered ${read.status}`);
		reads.push(read);
	}
	return reads;
}

/** The same request to another server. */
export async function readAgain(
	address: string,
	{ path, key }: Pick<RecordedRead, 'path' | 'key'>,
): Promise<RecordedRead> {
	const { status, text, json } = await send({ address, key: key ?? '' }, path, { key });
	return FILES.test(path)
		? { path, key, status, sha256: createHash('sha256').update(text).digest('hex') }
		: comparable({ path, key, status, body: json });
}

/** A read without what is not compared; a release's own record may still have it. */
export function comparable(read: RecordedRead): RecordedRead {
	if (RESHAPED.test(read.path)) return { path: read.path, key: read.key, status: read.status };
	return read.body === undefined ? read : { ...read, body: compared(read.body) };
}

function compared(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(compared);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value)
			.filter(([name]) => !NOT_COMPARED.has(name))
			.map(([name, each]) => [name, compared(each)]),
	);
}
