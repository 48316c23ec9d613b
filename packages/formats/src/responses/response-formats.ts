import { alpacaEvalResponses } from './alpaca-eval-responses.ts';
import { arenaHardV01Responses, arenaHardV20Responses } from './arena-hard-responses.ts';
import { batchApiResponses } from './batch-api-responses.ts';
import { codalBenchResponses } from './codal-bench-responses.ts';
import { codeArenaResponses } from './codearena-responses.ts';
import { codeUltraFeedbackResponses } from './code-ultra-feedback-responses.ts';
import { evalPlusResponses } from './evalplus-responses.ts';
import { helmResponses } from './helm-responses.ts';
import { inspectResponses } from './inspect-responses.ts';
import { lmEvalResponses } from './lm-eval-responses.ts';
import { promptfooResponses } from './promptfoo-responses.ts';
import { ourResponses } from './our-responses.ts';
import type { ResponseFormat } from './response-format.ts';

/** Every format of responses, in the order in which a record is tried: the first that knows it reads the file. */
export const RESPONSE_FORMAT_READERS: readonly ResponseFormat[] = [
	batchApiResponses,
	lmEvalResponses,
	inspectResponses,
	helmResponses,
	promptfooResponses,
	evalPlusResponses,
	arenaHardV01Responses,
	arenaHardV20Responses,
	codeUltraFeedbackResponses,
	alpacaEvalResponses,
	codalBenchResponses,
	codeArenaResponses,
	ourResponses,
];
