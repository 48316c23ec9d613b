import type { Database } from '@codejoust/db/connect';
import { appendAudit } from '@codejoust/db/queries/keys/audit';
import {
	countTouched,
	findBattleTexts,
	findTextLengths,
	listAnswersOf,
	redactTexts,
	replaceWarnings,
} from '@codejoust/db/queries/submissions/redactions';
import { quoteValue } from '@codejoust/arena/text/printable';
import type { ApiDeps } from '../../deps.ts';
import type { Actor } from '../../actor.ts';
import { withoutExcerpt } from '../../withhold.ts';
import { Refusal } from '../../refusal.ts';
import type { NewRedaction, Redactable, Redaction } from '@codejoust/contract/schemas/redaction';

type BattleTexts = NonNullable<Awaited<ReturnType<typeof findBattleTexts>>>;

type Removal = Omit<NewRedaction, 'dry_run'> & {
	readonly hashes: readonly string[];
	readonly by: Actor;
};

/**
 * Takes texts of a battle away for good: the bodies go, with what warnings quote of them; hashes, lengths, verdicts and the
 * fact stay. All or nothing, and written down.
 */
export async function redactBattleTexts(
	{ db }: Pick<ApiDeps, 'db'>,
	{ battle, parts, reason, dry_run: isDryRun = false, by }: NewRedaction & { readonly by: Actor },
): Promise<Redaction> {
	const texts = await findBattleTexts(db, Number(battle));
	if (!texts) throw new Refusal('not-found', `There is no battle ${battle}.`);
	const hashes = [...new Set(parts.flatMap((part) => hashesOf(part, texts)))];
	const stored = await findTextLengths(db, hashes);
	const present = stored.filter(({ characters }) => characters > 0);
	if (present.length === 0)
		throw new Refusal(
			'conflict',
			`Battle ${battle} has no text of ${parts.join(', ')} that could be redacted.`,
		);
	const open = present.filter(({ redactedAt }) => redactedAt === null).map(({ hash }) => hash);
	const touched = open.length === 0 ? { answers: 0, battles: 0 } : await countTouched(db, open);
	const gone = isDryRun ? open : await removeTexts(db, { battle, parts, reason, hashes: open, by });
	return {
		battle,
		redacted: present
			.filter(({ hash }) => gone.includes(hash))
			.map(({ hash, characters }) => ({ hash, characters })),
		already_redacted: present.length - gone.length,
		...touched,
		dry_run: isDryRun,
	};
}

/** Returns the hashes of those that had a body. */
async function removeTexts(
	db: Database,
	{ battle, parts, reason, hashes, by }: Removal,
): Promise<readonly string[]> {
	return db.transaction(async (tx) => {
		const gone = await redactTexts(tx, { hashes, reason });
		await cutWarnings(tx, gone);
		await appendAudit(tx, {
			...by,
			action: 'text.redact',
			subject: `battle ${battle}`,
			detail: { parts, hashes: gone, reason },
		});
		return gone;
	});
}

function hashesOf(part: Redactable, texts: BattleTexts): readonly string[] {
	switch (part) {
		case 'question':
			return [texts.question];
		case 'reference':
			return texts.reference === null ? [] : [texts.reference];
		case 'answer':
			return [texts.answer];
		case 'baseline-answer':
			return texts.baselineAnswer === null ? [] : [texts.baselineAnswer];
		case 'judge-words':
			return texts.judgeWords;
	}
}

/** A warning quotes a piece of the answer that it is about. */
async function cutWarnings(tx: Database, hashes: readonly string[]): Promise<void> {
	const bySubmission = Map.groupBy(
		await listAnswersOf(tx, hashes),
		({ submissionId }) => submissionId,
	);
	for (const [submissionId, answers] of bySubmission) {
		const names = answers.map(({ questionKey }) => quoteValue(questionKey));
		const warnings = (answers[0]?.warnings ?? []).map((warning) =>
			names.some((name) => warning.message.includes(name))
				? { ...warning, message: withoutExcerpt(warning.message) }
				: warning,
		);
		await replaceWarnings(tx, submissionId, warnings);
	}
}
