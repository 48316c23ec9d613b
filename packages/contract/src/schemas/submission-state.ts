export const SUBMISSION_STATES = [
	'draft',
	'checked',
	'queued',
	'judging',
	'paused',
	'judged',
	'held',
	'published',
	'rejected',
	'cancelled',
	'failed',
	'withdrawn',
] as const;
export type SubmissionState = (typeof SUBMISSION_STATES)[number];
