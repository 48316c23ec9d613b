import type { Database } from '@codejoust/db/connect';
import { findHold, type HoldRow } from '@codejoust/db/queries/endpoints/holds';
import { appendAudit } from '@codejoust/db/queries/keys/audit';
import { insertNotice } from '@codejoust/db/queries/rejudgings/notices';
import type { Actor } from './actor.ts';
import { nameJudge } from './benchmark-name.ts';

/** Writes down that a hold was lifted, and tells operators by whom or what: a key, or what lifts it by itself. */
export async function tellLifted(tx: Database, row: HoldRow, by: Actor): Promise<void> {
	await appendAudit(tx, {
		...by,
		action: 'hold.lift',
		subject: row.id,
		before: { cause: row.cause, reason: row.reason },
		detail: { endpoint: row.endpoint, judge_version_id: row.judgeVersionId },
	});
	const found = await findHold(tx, row.id);
	if (!found) throw new Error(`hold ${row.id} vanished`);
	const { slug, version, hold } = found;
	const what =
		slug === null || version === null
			? `The endpoint ${hold.endpoint}`
			: `The judge ${nameJudge({ slug, version })}`;
	const where = slug === null ? '' : ` at ${hold.endpoint}`;
	const message = `${what} is asked${where} again (${hold.cause}); lifted by ${hold.liftedBy ?? 'nobody'}.`;
	await insertNotice(tx, { kind: 'hold-lifted', endpoint: hold.endpoint, message });
}
