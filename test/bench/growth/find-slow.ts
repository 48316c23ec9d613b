import { type HostilePattern, writePattern } from './hostile-patterns.ts';
import { measureGrowth, type TextReader } from './measure-growth.ts';

/** One sentence for every pattern whose reading takes three times as much CPU per character at the longer length. */
export async function findSlow(
	read: TextReader['read'],
	patterns: readonly HostilePattern[],
	{ from, to }: { readonly from: number; readonly to: number },
): Promise<readonly string[]> {
	const slow: string[] = [];
	for (const pattern of patterns) {
		const [short, long] = [writePattern(pattern, from), writePattern(pattern, to)];
		const { isLinear, ratio, longMs } = await measureGrowth(read, short, long);
		if (!isLinear)
			slow.push(`${pattern.name}: ${ratio.toFixed(1)} times, ${longMs.toFixed(0)} ms at ${to}`);
	}
	return slow;
}
