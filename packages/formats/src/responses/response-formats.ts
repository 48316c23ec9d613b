import { alpacaEvalResponses } from './alpaca-eval-responses.ts';
import { arenaHardV01Responses, arenaHardV20Responses } from './arena-hard-responses.ts';
import { batchApiResponses } from './batch-api-responses.ts';
import { codalBenchResponses } from './codal-bench-responses.ts';
import { codeArenaResponses } from './codearena-responses.ts';
import { ourResponses } from './our-responses.ts';
import type { ResponseFormat } from './response-format.ts';

/** Every format of responses, in the order in which a record is tried: the first that knows it reads the file. */
export const RESPONSE_FORMAT_READERS: readonly ResponseFormat[] = [
	batchApiResponses,
	arenaHardV01Responses,
	arenaHardV20Responses,
	alpacaEvalResponses,
	codalBenchResponses,
	codeArenaResponses,
	ourResponses,
];
