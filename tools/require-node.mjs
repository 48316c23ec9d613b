const WANTED = 24;

/** Ends the process with one sentence under a Node that cannot run this project. */
export function requireNode() {
	const major = Number(process.versions.node.split('.')[0]);
	if (major >= WANTED) return;
	process.stderr.write(
		`Codejoust needs Node ${WANTED} and this is ${process.version}. Start it with node_modules/.bin/node, which "npm ci" installs on Linux and Windows x64; on other platforms install Node ${WANTED}.\n`,
	);
	process.exit(1);
}
