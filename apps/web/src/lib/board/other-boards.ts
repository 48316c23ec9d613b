import { nameWithFences } from '@codejoust/contract/unfenced-words';
import type { BenchmarkBrief, Leaderboard } from '@codejoust/contract/client';
import { benchmarkName, boardPath, judgesPath, withParams } from '../link.ts';

/** A board of the same benchmark under another version or another judge. */
export type OtherBoard = { readonly name: string; readonly path: string };

/** The boards of the benchmark’s other versions, newest first. */
export function otherVersions(
	{ slug, version: shown }: Pick<BenchmarkBrief, 'slug' | 'version'>,
	versions: Leaderboard['versions'],
): readonly OtherBoard[] {
	return versions
		.filter(({ version }) => version !== shown)
		.map(({ version }) => benchmarkName({ slug, version }))
		.map((name) => ({ name, path: boardPath(name) }));
}

/** The boards of the same version under its other judges. */
export function otherJudges({
	benchmark,
	judge,
	judges,
}: Pick<Leaderboard, 'benchmark' | 'judge' | 'judges'>): readonly OtherBoard[] {
	const here = boardPath(benchmarkName(benchmark));
	return judges
		.filter(({ name }) => name !== judge.name)
		.map((other) => ({
			name: nameWithFences(other),
			path: withParams(here, { judge: other.name }),
		}));
}

/** This board's judge beside another one; undefined where it is the only one. */
export function judgesBeside({
	benchmark,
	judge,
	judges,
}: Pick<Leaderboard, 'benchmark' | 'judge' | 'judges'>): OtherBoard | undefined {
	const [other] = judges.filter(({ name }) => name !== judge.name);
	if (!other) return undefined;
	const path = judgesPath(benchmarkName(benchmark), { from: judge.name, to: other.name });
	return { name: 'Compare judges', path };
}
