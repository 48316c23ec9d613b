import { ASKED_KINDS, type AskedKind } from '../definition/definition-values.ts';
import { defaultJudge } from './default-judges.ts';
import type { JudgeDefinition } from './definition.ts';
import { rubricJudge } from './rubric-judge.ts';
import { defaultTokenJudge } from './token-default.ts';

const DEFAULTS: Readonly<Record<AskedKind, (model?: string) => JudgeDefinition>> = {
	pairwise: defaultJudge,
	token: defaultTokenJudge,
	rubric: rubricJudge,
};

/** The shipped definition of a kind for a model; undefined for a kind that is none. */
export function findDefault(kind: string, model?: string): JudgeDefinition | undefined {
	const known = ASKED_KINDS.find((one) => one === kind);
	return known && DEFAULTS[known](model);
}
