import { binarisedPairs } from './binarised-pairs.ts';
import { codePrefBenchPairs } from './codeprefbench-pairs.ts';
import { codeUltraFeedbackPairs } from './code-ultra-feedback-pairs.ts';
import { judgeBenchPairs } from './judgebench-pairs.ts';
import { ourPairs } from './our-pairs.ts';
import type { PairFormat } from './pair-format.ts';

/** Every format of pairs, in the order in which a record is tried: the first that knows it reads the file. */
export const PAIR_FORMAT_READERS: readonly PairFormat[] = [
	judgeBenchPairs,
	codePrefBenchPairs,
	binarisedPairs,
	codeUltraFeedbackPairs,
	ourPairs,
];
