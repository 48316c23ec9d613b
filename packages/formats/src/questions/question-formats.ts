import { alpacaEvalQuestions } from './alpaca-eval-questions.ts';
import { arenaHardV01Questions, arenaHardV20Questions } from './arena-hard-questions.ts';
import { codalBenchQuestions } from './codal-bench-questions.ts';
import { codeArenaQuestions } from './codearena-questions.ts';
import { codeUltraFeedbackQuestions } from './code-ultra-feedback-questions.ts';
import { mtBenchQuestions } from './mt-bench-questions.ts';
import { ourQuestions } from './our-questions.ts';
import type { QuestionFormat } from './question-format.ts';

/** Every format of questions, in the order in which a record is tried: the first that knows it reads the file. */
export const QUESTION_FORMAT_READERS: readonly QuestionFormat[] = [
	codeArenaQuestions,
	mtBenchQuestions,
	arenaHardV01Questions,
	arenaHardV20Questions,
	codalBenchQuestions,
	codeUltraFeedbackQuestions,
	alpacaEvalQuestions,
	ourQuestions,
];
