/** A text of a library that is wrong, and what must stand in its place. */
export type Mend = {
	readonly file: string;
	/** Why: what goes wrong without it. */
	readonly fault: string;
	readonly wrong: string;
	readonly right: string;
};

/**
 * Replaces every wrong text of this file. Throws when one of them does not stand there exactly once: then the library is
 * not the one that the mends were written for.
 */
export function mendSource(file: string, source: string, mends: readonly Mend[]): string {
	return mends
		.filter((mend) => mend.file === file)
		.reduce((text, { fault, wrong, right }) => {
			const parts = text.split(wrong);
			if (parts.length !== 2)
				throw new Error(
					`${file} is not the file that our mends were written for: the text behind "${fault}" stands there ${parts.length - 1} times, not once. See docs/decisions/0014-mended-driver.md.`,
				);
			return parts.join(right);
		}, source);
}
