const WANTED = 24;

/** Ends the process with one sentence under a Node that cannot run this project. */
export function requireNode() {
	const major = Number(process.versions.node.split('.')[0]);
	if (major >= WANTED) return;
	process.stderr.write(
		`Codejoust needs Node ${WANTED} and this is ${process.version}: on this platform the project could not bring its own, so install Node ${WANTED} and start again.\n`,
	);
	process.exit(1);
}
