import { listPaths, readProjectFile } from './project-files.ts';

type Versions = Readonly<Record<string, string>>;

export type Manifest = {
	readonly folder: string;
	readonly name: string;
	readonly exports: Readonly<Record<string, string>>;
	readonly dependencies: Versions;
	readonly devDependencies: Versions;
	readonly optionalDependencies?: Versions;
};

/** The package.json of every package and app. */
export function readManifests(): readonly Manifest[] {
	return [...listPaths('packages'), ...listPaths('apps')]
		.filter((path) => /^[^/]+\/[^/]+\/package\.json$/.test(path))
		.map((path) => {
			// Written by us; a wrong shape fails the tests that read it.
			const manifest = JSON.parse(readProjectFile(path).text) as Partial<Manifest>;
			return {
				folder: path.slice(0, -'/package.json'.length),
				name: manifest.name ?? '',
				exports: manifest.exports ?? {},
				// Optional ones are there at run time as well.
				dependencies: { ...manifest.dependencies, ...manifest.optionalDependencies },
				devDependencies: manifest.devDependencies ?? {},
			};
		});
}
