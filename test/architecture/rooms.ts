import { posix } from 'node:path';
import type { ProjectFile } from './project-files.ts';
import { readImports } from './read-imports.ts';
import { type Manifest, readManifests } from './read-manifests.ts';
import { resolveOurs } from './resolve-ours.ts';

/** One room imports another; `imports` counts the files of the first that do, `values` names those that import more than types. */
export type Arrow = {
	readonly from: string;
	readonly to: string;
	readonly imports: number;
	readonly values: readonly string[];
};

/** The arrows between the rooms of a folder: its sub-folders, and its own files as the room `.`. Of the whole: packages and apps. */
export function listArrows(files: readonly ProjectFile[], place: string): readonly Arrow[] {
	const counts = new Map<string, Arrow>();
	for (const { from, to, isType } of listEdges(files)) {
		const [here, there] = [roomOf(from, place), roomOf(to, place)];
		if (here === undefined || there === undefined || here === there) continue;
		const key = `${here} ${there}`;
		const { imports = 0, values = [] } = counts.get(key) ?? {};
		counts.set(key, {
			from: here,
			to: there,
			imports: imports + 1,
			values: isType || values.includes(from) ? values : [...values, from],
		});
	}
	return [...counts.values()].sort((a, b) => compare(a.from, b.from) || compare(a.to, b.to));
}

/**
 * Rooms, floors (the longest chain of arrows, counted in rooms) and the arrows that run back up: the lighter ones, by
 * imports, of each circle of rooms, until no circle is left.
 */
export function measure(
	files: readonly ProjectFile[],
	place: string,
): { readonly rooms: number; readonly floors: number; readonly back: readonly Arrow[] } {
	const rooms = new Set(files.flatMap(({ path }) => roomOf(path, place) ?? []));
	const back: Arrow[] = [];
	let arrows = listArrows(files, place);
	for (;;) {
		const circle = findCircles([...rooms], arrows)[0];
		if (!circle) break;
		const inside = arrows.filter(({ from, to }) => circle.includes(from) && circle.includes(to));
		const lightest = inside.reduce((least, arrow) =>
			arrow.imports < least.imports ? arrow : least,
		);
		back.push(lightest);
		arrows = arrows.filter((arrow) => arrow !== lightest);
	}
	return { rooms: rooms.size, floors: countFloors([...rooms], arrows), back };
}

/** Every set of files that import each other round a circle, imports of types included. */
export function listFileCircles(files: readonly ProjectFile[]): readonly (readonly string[])[] {
	return findCircles(
		files.map(({ path }) => path),
		listEdges(files),
	);
}

type Edge = { readonly from: string; readonly to: string };
/** One file imports another; `isType`: nothing of it but types. */
type FileEdge = Edge & { readonly isType: boolean };
const edgesOf = new WeakMap<readonly ProjectFile[], readonly FileEdge[]>();

function listEdges(files: readonly ProjectFile[]): readonly FileEdge[] {
	const known = edgesOf.get(files);
	if (known) return known;
	const paths = new Set(files.map(({ path }) => path));
	const manifests = readManifests();
	const edges = files.flatMap((file) => {
		const targets = Map.groupBy(readImports(file), ({ specifier }) =>
			resolveImport(file.path, specifier, manifests),
		);
		return [...targets].flatMap(([to, imports]) => {
			if (to === undefined || to === file.path || !paths.has(to)) return [];
			return [{ from: file.path, to, isType: imports.every(({ isType }) => isType) }];
		});
	});
	edgesOf.set(files, edges);
	return edges;
}

/** The file behind an import, from the repository's folder; undefined for packages of others. */
function resolveImport(
	path: string,
	specifier: string,
	manifests: readonly Manifest[],
): string | undefined {
	const clean = specifier.split('?')[0] ?? '';
	if (clean.startsWith('.')) return posix.join(posix.dirname(path), clean);
	if (clean.startsWith('$lib/')) return `apps/web/src/lib/${clean.slice('$lib/'.length)}`;
	return resolveOurs(clean, manifests);
}

function roomOf(path: string, place: string): string | undefined {
	if (place === '') return path.split('/').slice(0, 2).join('/');
	if (!path.startsWith(`${place}/`)) return undefined;
	const rest = path.slice(place.length + 1).split('/');
	// The process's own entry stands above every room.
	if (path === 'apps/api/src/main.ts') return 'main.ts';
	return rest.length === 1 ? '.' : rest[0];
}

/** Strongly connected sets of more than one node (Tarjan 1972). */
function findCircles(nodes: readonly string[], arrows: readonly Edge[]): string[][] {
	const next = Map.groupBy(arrows, ({ from }) => from);
	const index = new Map<string, number>();
	const low = new Map<string, number>();
	const open: string[] = [];
	const found: string[][] = [];
	const visit = (node: string): number => {
		const own = index.size;
		index.set(node, own);
		let least = own;
		open.push(node);
		for (const { to } of next.get(node) ?? []) {
			const seen = index.get(to);
			if (seen === undefined) least = Math.min(least, visit(to));
			else if (open.includes(to)) least = Math.min(least, seen);
		}
		low.set(node, least);
		if (least === own) {
			const circle = open.splice(open.indexOf(node));
			if (circle.length > 1) found.push(circle.sort(compare));
		}
		return least;
	};
	for (const node of nodes) if (!index.has(node)) visit(node);
	return found;
}

/** Of a graph without circles. */
function countFloors(nodes: readonly string[], arrows: readonly Edge[]): number {
	const next = Map.groupBy(arrows, ({ from }) => from);
	const depths = new Map<string, number>();
	const depth = (node: string): number => {
		const known = depths.get(node);
		if (known !== undefined) return known;
		const deepest = Math.max(0, ...(next.get(node) ?? []).map(({ to }) => depth(to)));
		depths.set(node, deepest + 1);
		return deepest + 1;
	};
	return Math.max(0, ...nodes.map(depth));
}

function compare(left: string, right: string): number {
	return left < right ? -1 : left > right ? 1 : 0;
}
