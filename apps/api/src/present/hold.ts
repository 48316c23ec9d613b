import type { Hold } from '@codejoust/contract/schemas/hold';
import type { ListedHold } from '@codejoust/db/queries/endpoints/holds';
import { nameJudge } from '../benchmark-name.ts';
import { describeHold } from '../describe-hold.ts';

export function presentHold(
	{ hold, slug, version, model, runs, games }: ListedHold,
	now: Date,
): Hold {
	const judge = slug === null || version === null ? null : nameJudge({ slug, version });
	return {
		id: hold.id,
		endpoint: hold.endpoint,
		judge,
		model,
		cause: hold.cause,
		reason: hold.reason,
		sentence: describeHold({ ...hold, judge, model }, now),
		since: hold.since.toISOString(),
		until: hold.until?.toISOString() ?? null,
		lifted_at: hold.liftedAt?.toISOString() ?? null,
		lifted_by: hold.liftedBy,
		runs,
		open_games: games,
	};
}
