import type { WaitCause } from '../schemas/closed-lists.ts';
import type { HoldList, LiftedHolds } from '../schemas/hold.ts';
import type { Sender } from './open-sender.ts';

/** Judges and endpoints that are not asked for now; needs an operator's key. */
export function holdMethods({ get, post }: Sender) {
	return {
		/** The open ones, or with `all` the lifted ones too; newest first. */
		holds: (query: { readonly all?: 'true' } = {}) => get<HoldList>('/v1/holds', query),
		/** What waited for it goes on. */
		liftHold: (id: string) => post<LiftedHolds>(`/v1/holds/${encodeURIComponent(id)}/lift`),
		/** All open holds and all runs that have paused by themselves, or those of one cause. */
		liftHolds: (cause?: WaitCause) =>
			post<LiftedHolds>('/v1/holds/lift', cause === undefined ? {} : { cause }),
	};
}
