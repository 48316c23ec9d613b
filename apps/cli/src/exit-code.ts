/** What the process ends with; a script may rely on every one of them. */
export const EXIT = {
	ok: 0,
	/** The server failed, or this program did. */
	failed: 1,
	/** Wrong usage, a file with problems, or a request that the server refused. */
	badInput: 2,
	/** The run is done and some battles are unscored. */
	unscored: 3,
	/** The run is paused or cancelled. */
	held: 4,
	unreachable: 5,
	/** `decontaminate` found questions of the benchmark in a file. */
	overlap: 7,
	/** Ctrl-C, as shells count it. */
	interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
