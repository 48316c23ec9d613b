const WANTED = 24;

/** One sentence when this Node is too old to run the program, undefined otherwise. */
export function describeWrongNode(version: string): string | undefined {
	const major = Number(version.replace(/^v/, '').split('.')[0]);
	if (major >= WANTED) return undefined;
	return `codejoust needs Node ${WANTED} and this is ${version}: install Node ${WANTED}, or run it as "npx codejoust" in the repository, which installs its own.`;
}
