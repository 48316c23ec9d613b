import { setFlagsFromString } from 'node:v8';

/** Commands that run for hours beside other work. */
const LONG: readonly string[] = ['answer', 'evaluate'];

/**
 * Keeps the heap of a process of a long command small from now on. Node gives the young generation up to 96 MiB and lets the old one grow to
 * four times what lives in it; pages of questions live for seconds.
 */
export function keepHeapLean(args: readonly string[]): void {
	if (!args.some((word) => LONG.includes(word))) return;
	for (const flag of [
		'--max-semi-space-size=4',
		'--semi-space-growth-factor=1',
		'--heap-growing-percent=25',
	])
		setFlagsFromString(flag);
}
