import { OUTCOMES } from '@codejoust/arena/rules/battle';
import { HOLD_CAUSES, PAUSE_CAUSES } from '@codejoust/judge/definition/hold-causes';

// Every closed list of the API that a form, an option or a document repeats. A list that the rules need is declared
// where they need it; the others are declared here. This file loads no schema: a page and the command line read it.

export { INTERVAL_METHODS } from '@codejoust/arena/rules/interval-method';
export { COMPARISON_ANSWERS, COMPARISON_REASONS } from '@codejoust/arena/rules/comparison-answer';
export { CONSISTENCIES, DECIDERS, OUTCOMES } from '@codejoust/arena/rules/battle';
export {
	ABLATION_RULES,
	type AblationRule,
	CODEPREFBENCH_OBJECTIVES,
} from '@codejoust/arena/rules/ablation-rule';
export { DIFFICULTIES } from '@codejoust/arena/rules/difficulty';
export { GAME_ORDERS } from '@codejoust/arena/rules/game';
export {
	PROVIDER_ERROR_CLASSES,
	UNSCORED_REASONS,
	type UnscoredReason,
} from '@codejoust/arena/rules/judgment';
export { RATINGS } from '@codejoust/arena/rules/rating';
export { RECORDED_ORDERS } from '@codejoust/arena/rules/recorded-orders';
export { SCORING_RULES, type ScoringRule } from '@codejoust/arena/rules/scoring-rule';
export {
	REFERENCE_ORIGINS,
	REFERENCE_VISIBILITIES,
	SHOWN_REFERENCES,
} from '@codejoust/arena/rules/reference';
export {
	PUBLISHED_FIELDS,
	PUBLISHED_MATCHES,
	type PublishedMatch,
	PUBLISHED_UNITS,
	WIDE_FIGURES,
} from '@codejoust/arena/rules/published-results';
export { ROWS_OF_A_QUESTION } from '@codejoust/arena/overlap/near-duplicates';
export { JURY_RULES } from '@codejoust/arena/rules/jury';
export { MESSAGE_ROLES } from '@codejoust/arena/rules/message-role';
export { REPLY_FLAGS, type ReplyFlag } from '@codejoust/arena/rules/reply-flags';
export { VERDICTS } from '@codejoust/arena/rules/verdict';
export {
	ASKED_KINDS,
	type AskedKind,
	DECISIONS,
	type Decisions,
	FENCES,
	JUDGE_KINDS,
	JURY_MODES,
	type JudgeKind,
	LEFT_REASONS,
	MAX_TOKENS_PARAMETERS,
	PARSERS,
	PREPARATIONS,
	RATING_PARSERS,
	RE_ASK_REASONS,
	REASONING_EFFORTS,
	RECUSALS,
	REPLY_FORMATS,
	TOKEN_PARSERS,
} from '@codejoust/judge/definition/definition-values';
export { REFERENCE_TEXT } from '@codejoust/judge/definition/reference-text';
export { CRITERION_NAMES } from '@codejoust/judge/definition/criteria';
export { PREFERENCE_NAMES } from '@codejoust/judge/definition/preferences';
export {
	HOLD_CAUSES,
	type HoldCause,
	PAUSE_CAUSES,
	type PauseCause,
} from '@codejoust/judge/definition/hold-causes';

/** Who made the answers of a submission, see `Provenance`. */
export const PROVENANCES = ['submitted', 'codejoust', 'operator'] as const;

/** A battle, `open` until both games are played. */
export const BATTLE_OUTCOMES = [...OUTCOMES, 'unscored', 'open'] as const;

/** What a member of a jury or cascade makes of a battle; the second judge of a cascade is not asked where the first is sure. */
export const VOTE_OUTCOMES = [...BATTLE_OUTCOMES, 'recused', 'not-asked'] as const;

/** What a list of battles can be filtered by; a flip is a battle whose two games contradict each other. */
export const OUTCOME_FILTERS = [...BATTLE_OUTCOMES, 'flipped'] as const;
export type OutcomeFilter = (typeof OUTCOME_FILTERS)[number];

/** Who finds a benchmark version. */
export const VISIBILITIES = ['public', 'unlisted', 'private'] as const;
export type Visibility = (typeof VISIBILITIES)[number];

/** One call for each game, or the provider's Batch API. */
export const RUN_WAYS = ['live', 'batch'] as const;
export type RunWay = (typeof RUN_WAYS)[number];

/** What a key may do; each includes those before it. `read`: what is private to its organisation. */
export const SCOPES = ['read', 'submit', 'operate'] as const;
export type Scope = (typeof SCOPES)[number];

/** What a person may do for an organisation, in the order of `SCOPES`. */
export const ROLES = ['reader', 'submitter', 'operator'] as const;
export type Role = (typeof ROLES)[number];

/** What a run may wait for until somebody or the clock lets it go on. */
export const WAIT_CAUSES = [...HOLD_CAUSES, ...PAUSE_CAUSES] as const;
export type WaitCause = (typeof WAIT_CAUSES)[number];

/** Where a run is. */
export const RUN_STATES = ['queued', 'judging', 'paused', 'done', 'cancelled', 'failed'] as const;

/** The texts of a battle that an operator can remove. */
export const REDACTABLE = [
	'question',
	'reference',
	'answer',
	'baseline-answer',
	'judge-words',
] as const;

/** What operators are told of without having asked. */
export const NOTICE_KINDS = [
	'planned',
	'report-ready',
	'paused',
	'endpoint-settings',
	'held',
	'hold-lifted',
	'outage',
	'outage-over',
] as const;
