import type { UnreadableReason } from '@codejoust/arena/rules/judgment';

// The closed lists of a definition. This file loads nothing, so that a form in a browser can read them.

/** Kinds that are asked themselves. */
export const ASKED_KINDS = ['pairwise', 'token', 'rubric'] as const;
export type AskedKind = (typeof ASKED_KINDS)[number];

/** Kinds that ask nothing themselves: other judge versions, their members, are asked. */
export const MEMBERED_KINDS = ['jury', 'cascade'] as const;

export const JUDGE_KINDS = [...ASKED_KINDS, ...MEMBERED_KINDS, 'recorded'] as const;
export type JudgeKind = (typeof JUDGE_KINDS)[number];

/** What a recorded judgment is: one of the five labels, or how much better the model's answer is, from 0 to 1. */
export const RECORDED_VALUES = ['labels', 'preferences'] as const;

/** Whose decision counts: what the file says, or what our reader reads in the judge's words. */
export const DECISIONS = ['file', 'reread'] as const;
export type Decisions = (typeof DECISIONS)[number];

/** Whether a jury hears a member about models of that member's own family, or with such a baseline. */
export const RECUSALS = ['own-family', 'none'] as const;

/** Whether every battle is asked of all members of a jury, or each of one member in rotation. */
export const JURY_MODES = ['panel', 'cyclic'] as const;

export const MOST_MEMBERS = 15;

/** Of a cascade: a preference is never farther away from one half. */
export const WIDEST_MARGIN = 0.5;

/** How many members have to vote where nobody says so: more than half. */
export function usualQuorum(members: number): number {
	return Math.floor(members / 2) + 1;
}

export const REASONING_EFFORTS = ['none', 'minimal', 'low', 'medium', 'high', 'xhigh'] as const;
export type ReasoningEffort = (typeof REASONING_EFFORTS)[number];

/** The names under which providers take the limit of output tokens. */
export const MAX_TOKENS_PARAMETERS = ['max_tokens', 'max_completion_tokens'] as const;
export type MaxTokensParameter = (typeof MAX_TOKENS_PARAMETERS)[number];

/** What a judge is asked to reply with. */
export const REPLY_FORMATS = ['text', 'json-schema'] as const;
export type ReplyFormat = (typeof REPLY_FORMATS)[number];

/** How its reply is read. */
export const PARSERS = ['labels@1', 'structured@1'] as const;
export type Parser = (typeof PARSERS)[number];

/** How the first token of a reply is read. */
export const TOKEN_PARSERS = ['letters@1'] as const;

/** How the reply of a judge that rates one answer at a time is read, in both formats. */
export const RATING_PARSERS = ['rating@1'] as const;

/** Reasons for which a judge may be asked once more. */
export const RE_ASK_REASONS = [
	'no-verdict',
	'contradictory',
	'truncated',
] as const satisfies readonly UnreadableReason[];
export type ReAskReason = (typeof RE_ASK_REASONS)[number];

/** What may be done to the answers before a judge sees them. */
export const PREPARATIONS = ['strip-comments@1'] as const;
export type Preparation = (typeof PREPARATIONS)[number];

/** How answers are shown without the fences of the default. */
export const FENCES = ['none'] as const;

/** Why a preparation left a text as its author wrote it. */
export const LEFT_REASONS = [
	'no-language',
	'unknown-language',
	'not-code',
	'long-text',
	'long-line',
	'too-slow',
	'unstable',
] as const;
export type LeftReason = (typeof LEFT_REASONS)[number];
