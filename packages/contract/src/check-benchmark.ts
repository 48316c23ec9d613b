const PREFIX = 'judge-check.';

/** The slug of the hidden benchmark that holds the pairs of a judge check set. */
export function checkBenchmarkSlug(setSlug: string): string {
	return `${PREFIX}${setSlug}`;
}

/** The set, as `slug@version`, whose pairs a run's benchmark holds; undefined for a benchmark with boards. */
export function checkSetOfRun(benchmark: string): string | undefined {
	return benchmark.startsWith(PREFIX) ? benchmark.slice(PREFIX.length) : undefined;
}
