import { packageOf } from './find-violations.ts';
import type { Manifest } from './read-manifests.ts';

/** The file behind a specifier, from the repository's folder; undefined when it is not exported. */
export function resolveOurs(specifier: string, manifests: readonly Manifest[]): string | undefined {
	const manifest = manifests.find(({ name }) => name === packageOf(specifier));
	if (!manifest) return undefined;
	const subpath = `.${specifier.slice(manifest.name.length)}`;
	for (const [pattern, target] of Object.entries(manifest.exports)) {
		const [start = '', end] = pattern.split('*');
		if (end === undefined ? subpath !== pattern : !subpath.startsWith(start)) continue;
		return `${manifest.folder}/${target.slice(2).replace('*', subpath.slice(start.length))}`;
	}
	return undefined;
}
