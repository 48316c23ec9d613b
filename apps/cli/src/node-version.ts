/** The sources need a Node that reads TypeScript; the package for npm is JavaScript. */
const WANTED = { repository: 24, package: 20 } as const;

/** One sentence when this Node is too old to run the program as it was installed, undefined otherwise. */
export function describeWrongNode(version: string, way: keyof typeof WANTED): string | undefined {
	const wanted = WANTED[way];
	const major = Number(version.replace(/^v/, '').split('.')[0]);
	if (major >= wanted) return undefined;
	const found = `codejoust needs Node ${wanted} or newer and this is ${version}: install a newer Node`;
	return way === 'package'
		? `${found}.`
		: `${found}, or run it as "npx codejoust" in the repository, which installs its own.`;
}
