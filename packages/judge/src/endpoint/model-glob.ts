/**
 * Whether a model's name fits a glob: `*` stands for any characters, none included, and everything else for itself. The
 * time is at most the product of both lengths.
 */
export function fitsGlob(glob: string, model: string): boolean {
	let at = 0;
	let place = 0;
	let star = -1;
	let resumeAt = 0;
	while (at < model.length) {
		if (glob[place] === '*') {
			star = place++;
			resumeAt = at;
		} else if (place < glob.length && glob[place] === model[at]) {
			place++;
			at++;
		} else if (star >= 0) {
			place = star + 1;
			at = ++resumeAt;
		} else return false;
	}
	while (glob[place] === '*') place++;
	return place === glob.length;
}

export function fitsAnyGlob(globs: readonly string[], model: string): boolean {
	return globs.some((glob) => fitsGlob(glob, model));
}
