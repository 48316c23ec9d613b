/**
 * What was unusual about a reply that was read: nothing said how it ended, but it ends on its verdict; more than one
 * choice; an event stream that nobody asked for; the text in the field of the old completions API; a type of content other
 * than JSON; no count of the prompt's tokens, or zero.
 */
export const REPLY_FLAGS = [
	'no-finish-reason',
	'several-choices',
	'event-stream',
	'legacy-text',
	'not-json-type',
	'prompt-tokens-unknown',
] as const;
export type ReplyFlag = (typeof REPLY_FLAGS)[number];
