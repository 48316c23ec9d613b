import type { Database } from '@codejoust/db/connect';
import { findHold } from '@codejoust/db/queries/endpoints/holds';
import { insertNotice } from '@codejoust/db/queries/rejudgings/notices';
import { nameJudge } from './benchmark-name.ts';

/** Tells operators that a hold was lifted, and by whom or what. */
export async function tellLifted(tx: Database, id: string): Promise<void> {
	const found = await findHold(tx, id);
	if (!found) throw new Error(`hold ${id} vanished`);
	const { slug, version, hold } = found;
	const what =
		slug === null || version === null
			? `The endpoint ${hold.endpoint}`
			: `The judge ${nameJudge({ slug, version })}`;
	const where = slug === null ? '' : ` at ${hold.endpoint}`;
	const message = `${what} is asked${where} again (${hold.cause}); lifted by ${hold.liftedBy ?? 'nobody'}.`;
	await insertNotice(tx, { kind: 'hold-lifted', endpoint: hold.endpoint, message });
}
