import { splitThinking } from '@codejoust/arena/rules/final-text';
import type { ExportBattle } from '@codejoust/db/queries/boards/exports';
import type { OpenGame } from '@codejoust/db/queries/runs/open-battles';
import { promptOf } from '@codejoust/formats/questions/question-record';
import { CRITIQUES_FORMAT, type CritiqueLine } from '@codejoust/contract/schemas/export';
import { findRatingShot } from '@codejoust/judge/definition/rating-shot';
import { readMessages } from '../stored-messages.ts';
import { presentSource, type Bodies, type Origin } from './export.ts';
import { presentStoredReading } from './reading.ts';

/** Battles of one run with their ratings and every text. */
export type CritiquesPage = {
	readonly origin: Origin;
	/** The judge's criteria by name. */
	readonly criteria: ReadonlyMap<string, string>;
	readonly battles: readonly ExportBattle[];
	readonly games: ReadonlyMap<number, readonly OpenGame[]>;
	readonly bodies: Bodies;
};

/** Every rating with its rationale as a line of JSON, a page at a time; that of a baseline's answer once. */
export async function* writeCritiques(pages: AsyncIterable<CritiquesPage>): AsyncGenerator<string> {
	const written = new Set<string>();
	for await (const page of pages) {
		const lines = page.battles.flatMap((battle) =>
			(page.games.get(battle.id) ?? []).flatMap((game) => {
				const line = written.has(game.identity) ? undefined : presentCritique(page, battle, game);
				if (line) written.add(game.identity);
				return line ?? [];
			}),
		);
		yield lines.map((line) => `${JSON.stringify(line)}\n`).join('');
	}
}

/** Undefined for what is no rating, is unscored, or lacks a text that was redacted. */
function presentCritique(
	{ origin, criteria, bodies }: CritiquesPage,
	battle: ExportBattle,
	{ order, judgments: [newest] }: OpenGame,
): CritiqueLine | undefined {
	const shot = findRatingShot(order);
	const { rating } = presentStoredReading(newest);
	const stored = bodies.get(battle.contentHash) ?? null;
	const answer =
		bodies.get(shot?.rated === 'model' ? battle.answerHash : battle.baselineHash) ?? null;
	const words = newest?.textHash ? (bodies.get(newest.textHash) ?? null) : null;
	if (!shot || rating === null || stored === null || answer === null || words === null)
		return undefined;
	const question = promptOf({ messages: readMessages(stored) });
	const criterionText = criteria.get(shot.criterion) ?? shot.criterion;
	return {
		schema: CRITIQUES_FORMAT,
		prompt: writePrompt({ question, answer, criterionText }),
		completion: splitThinking(words).final ?? words,
		rating,
		rated_criterion: shot.criterion,
		answer_of: shot.rated,
		question,
		answer,
		...presentSource(origin, battle),
	};
}

/** What a model that learns to criticise is asked; without the fences of a judge, whose texts come from strangers. */
function writePrompt(parts: {
	readonly question: string;
	readonly answer: string;
	readonly criterionText: string;
}): string {
	return `Question:\n${parts.question}\n\nAnswer:\n${parts.answer}\n\nCriterion:\n${parts.criterionText}\n\nRate the answer under this criterion with a whole number from 1 to 10. Write your rationale first; end with a line "Rating: " and the number.`;
}
