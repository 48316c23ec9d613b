import { mkdtempSync, readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

type CpuProfile = {
	readonly nodes: readonly {
		readonly id: number;
		readonly callFrame: { readonly functionName: string; readonly url: string };
	}[];
	readonly samples: readonly number[];
	/** µs between samples. */
	readonly timeDeltas: readonly number[];
};

/** A folder, and the environment with which a process of ours writes its profile there when it ends. */
export function openProfile(): {
	readonly folder: string;
	readonly env: Readonly<Record<string, string>>;
} {
	const folder = mkdtempSync(join(tmpdir(), 'codejoust-profile-'));
	const heap = '--max-semi-space-size=16';
	return { folder, env: { NODE_OPTIONS: `--cpu-prof --cpu-prof-dir=${folder} ${heap}` } };
}

/** The functions of the main thread (the largest profile of the folder) in which it was longest itself, `[name, ms]`. */
export function readLongest(folder: string, count: number): readonly (readonly [string, number])[] {
	const profiles = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
	const text = profiles.toSorted((a, b) => b.length - a.length)[0];
	if (text === undefined) throw new Error(`no profile in ${folder}`);
	const { nodes, samples, timeDeltas }: CpuProfile = JSON.parse(text);
	const names = new Map(
		nodes.map(({ id, callFrame }) => [id, `${callFrame.functionName} ${shorten(callFrame.url)}`]),
	);
	const spent = new Map<string, number>();
	for (const [at, id] of samples.entries()) {
		const name = names.get(id) ?? '?';
		spent.set(name, (spent.get(name) ?? 0) + (timeDeltas[at] ?? 0) / 1000);
	}
	return [...spent]
		.filter(([name]) => !name.startsWith('(idle)') && !name.startsWith('(root)'))
		.toSorted(([, a], [, b]) => b - a)
		.slice(0, count);
}

/** A package's name or a file of ours. */
function shorten(url: string): string {
	const inPackage = /.*\/node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(url)?.[1];
	return inPackage === undefined ? basename(url) : `${inPackage}, ${basename(url)}`;
}
