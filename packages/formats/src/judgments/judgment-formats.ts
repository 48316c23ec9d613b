import { alpacaJudgments } from './alpaca-judgments.ts';
import { arenaHardJudgments } from './arena-hard-judgments.ts';
import { battleRows } from './battle-rows.ts';
import { codeArenaJudgments } from './codearena-judgments.ts';
import type { JudgmentFormat } from './judgment-format.ts';
import { mtBenchJudgments } from './mt-bench-judgments.ts';

/** Every format of judgments, in the order in which a record is tried: the first that knows it reads the file. */
export const JUDGMENT_FORMAT_READERS: readonly JudgmentFormat[] = [
	...arenaHardJudgments,
	codeArenaJudgments,
	alpacaJudgments,
	mtBenchJudgments,
	battleRows,
];
