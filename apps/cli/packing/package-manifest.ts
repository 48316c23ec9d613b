/** The package.json of the package: it needs nothing else from a registry. */
export function packageManifest(version: string): string {
	const manifest = {
		name: 'codejoust',
		version,
		description: 'The command line of Codejoust, an arena for code models.',
		license: 'Apache-2.0',
		type: 'module',
		bin: { codejoust: 'codejoust.js' },
		engines: { node: '>=20' },
		files: ['*.js', 'chunks', 'CHANGELOG.md', 'THIRD-PARTY-LICENSES'],
	};
	return `${JSON.stringify(manifest, null, '\t')}\n`;
}
