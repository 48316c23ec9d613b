/** Splits `{slug}[@{version}]`. */
export function parseBenchmarkName(name: string): {
	readonly slug: string;
	readonly version?: string;
} {
	const [slug = '', version] = name.split('@');
	return version === undefined ? { slug } : { slug, version };
}

/** Splits `{slug}[@{number}]` of a judge version; anything but a number names no version. */
export function parseJudgeName(name: string): {
	readonly slug: string;
	readonly version?: number;
} {
	const at = name.lastIndexOf('@');
	if (at < 0) return { slug: name };
	const number = name.slice(at + 1);
	return { slug: name.slice(0, at), version: /^\d{1,9}$/.test(number) ? Number(number) : -1 };
}

/** How a judge version is named in URLs. */
export function nameJudge({
	slug,
	version,
}: {
	readonly slug: string;
	readonly version: number;
}): string {
	return `${slug}@${version}`;
}

/** How a benchmark version is named in URLs. */
export function nameBenchmark(row: {
	readonly benchmarkSlug: string;
	readonly benchmarkVersion: string;
}): string {
	return `${row.benchmarkSlug}@${row.benchmarkVersion}`;
}
