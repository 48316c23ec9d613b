import type { HoldOfRun } from '@codejoust/db/queries/endpoints/holds';
import type { HoldCause } from '@codejoust/judge/definition/hold-causes';
import { nameJudge } from './benchmark-name.ts';

export type DescribedHold = {
	readonly endpoint: string;
	/** `name@version`; null: the endpoint as a whole. */
	readonly judge: string | null;
	/** Of the judge; null for an endpoint. */
	readonly model: string | null;
	readonly cause: HoldCause;
	/** The provider's sentence. */
	readonly reason: string;
	readonly until: Date | null;
};

/** Why nothing is asked, and who or what ends that; for operators. */
export function describeHold(hold: DescribedHold, now: Date): string {
	const { endpoint, reason, until, judge, model } = hold;
	const words = reason.trim().replace(/[.\s]+$/, '');
	const said = words === '' ? '' : `: ${words}`;
	if (hold.cause === 'rate-limit')
		return `rate limited by ${endpoint} until ${until ? describeTime(until, now) : 'an unknown time'}${said}`;
	const name = judge ?? 'any judge';
	const what = {
		'model-gone': `the endpoint ${endpoint} has no model ${model ?? 'of this name'} any more, which ${name} asks`,
		'refused-alike': `the endpoint ${endpoint} refuses the judge ${name}`,
		'unreadable-alike': `what the endpoint ${endpoint} answers to the judge ${name} cannot be read`,
		'no-logprobs': `the endpoint ${endpoint} cannot serve the judge ${name}`,
		'wrong-key': `the endpoint ${endpoint} refuses the key`,
		'no-money': `the account of the endpoint ${endpoint} has no money or quota left`,
	}[hold.cause];
	return `held: ${what}${said}; an operator resumes it`;
}

/** The same for a hold that keeps runs of this judge, as it is read with them. */
export function describeHoldOf(
	judge: { readonly slug: string; readonly version: number; readonly model: string },
	hold: HoldOfRun & { readonly endpoint: string },
	now: Date,
): string {
	return describeHold(
		{
			...hold,
			judge: hold.is_of_endpoint ? null : nameJudge(judge),
			model: judge.model,
			until: hold.until === null ? null : new Date(hold.until),
		},
		now,
	);
}

/** `13:20 UTC`, with the date where it is another day. */
function describeTime(at: Date, now: Date): string {
	const [day = '', time = ''] = at.toISOString().split('T');
	const isToday = now.toISOString().startsWith(day);
	return `${isToday ? '' : `${day} `}${time.slice(0, 5)} UTC`;
}
