import { HOLD_CAUSES } from '@codejoust/judge/definition/hold-causes';
import { expect, test } from 'vitest';
import { describeHold } from './describe-hold.ts';

const NOW = new Date('2026-11-29T08:00:00Z');
const hold = {
	endpoint: 'openai',
	judge: 'gpt-x@1',
	model: 'gpt-x-2026',
	reason: 'The model does not exist.',
	until: null,
} as const;

test('every cause says what happened, in the provider’s words, and who ends it', () => {
	for (const cause of HOLD_CAUSES.filter((one) => one !== 'rate-limit')) {
		const words = describeHold({ ...hold, cause }, NOW);
		expect(words).toMatch(/^held: .*openai/);
		expect(words).toMatch(/: The model does not exist; an operator resumes it$/);
	}
	expect(describeHold({ ...hold, cause: 'refused-alike' }, NOW)).toBe(
		'held: the endpoint openai refuses the judge gpt-x@1: The model does not exist; an operator resumes it',
	);
});

test('a limit names the time at which it ends, with the day where that is not today', () => {
	const limit = { ...hold, cause: 'rate-limit', reason: '' } as const;
	const until = new Date('2026-11-29T13:20:30Z');
	expect(describeHold({ ...limit, until }, NOW)).toBe('rate limited by openai until 13:20 UTC');
	const later = new Date('2026-11-30T02:05:00Z');
	expect(describeHold({ ...limit, until: later }, NOW)).toBe(
		'rate limited by openai until 2026-11-30 02:05 UTC',
	);
});
