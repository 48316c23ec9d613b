import type { Database } from '@codejoust/db/connect';
import { isWithoutTexts } from '@codejoust/db/queries/submissions/answered-by';
import { Refusal } from '../../refusal.ts';

/** No judge can be asked about answers whose texts nobody has given. */
export async function refuseWithoutTexts(db: Database, submissionId: string): Promise<void> {
	if (!(await isWithoutTexts(db, submissionId))) return;
	throw new Refusal(
		'conflict',
		`The judgments of submission ${submissionId} were imported without the texts of its answers: no judge can be asked about them. Submit the answers first.`,
	);
}
