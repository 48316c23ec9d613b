/** What the process ends with; a script may rely on every one of them. */
export const EXIT = {
	ok: 0,
	/** The server failed, or this program did. */
	failed: 1,
	/** Wrong usage, a file with problems, or a request that the server refused. */
	badInput: 2,
	/** The run is done and some battles are unscored; or everything was asked and some questions have no answer. */
	unscored: 3,
	/** The run is paused or cancelled; or the endpoint of a model takes no more questions: wrong key, no money, no such model. */
	held: 4,
	/** No server answers, or no endpoint of a model. */
	unreachable: 5,
	/** A model is worse than the one that it was compared with. */
	gate: 6,
	/** `decontaminate` found questions of the benchmark in a file. */
	overlap: 7,
	/** Ctrl-C, as shells count it. */
	interrupted: 130,
} as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];
