import type { BattleResult } from '@codejoust/arena/rules/battle';
import type { GameOrder } from '@codejoust/arena/rules/game';
import type { Judgment } from '@codejoust/arena/rules/judgment';
import type { ReAskReason } from '../definition/definition-values.ts';
import type { ChatMessage, ChatRequest } from '../endpoint/chat-request.ts';

/** The name of one of the prompts that a battle is asked with; it is part of the identity of its judgment. */
export type Shot = GameOrder;

/** A battle's texts as their authors wrote them, or as the definition has its answers prepared. */
export type ShownBattle = {
	/** The benchmark's question: one user message, or several turns. */
	readonly question: readonly ChatMessage[];
	readonly baseline: string;
	readonly response: string;
	/** Token of `gameFence`, which stands around every text of a contestant. */
	readonly fence: string;
};

/** How the judge of one definition is asked about a battle, how its replies are read, and what they decide. Pure. */
export type Protocol = {
	/** At least one. */
	readonly shots: readonly [Shot, ...Shot[]];
	/** The same judgment always gives the same messages. */
	readonly messages: (battle: ShownBattle, shot: Shot) => ChatMessage[];
	/** What a request of the kind has beside the definition's sampling. */
	readonly requestOptions: Pick<ChatRequest, 'response_format'>;
	/** Reads the final text of a reply that ended well. */
	readonly read: (text: string) => Judgment;
	/** What is said to a judge whose reply could not be read, after its own words. */
	readonly followUp: (reason: Exclude<ReAskReason, 'truncated'>) => string;
	readonly decide: Decide;
};

/** What one judgment for each shot makes of a battle; undefined where one is missing. */
export type Decide = (judgments: ReadonlyMap<Shot, Judgment>) => BattleResult | undefined;

/** Why a judge could not be asked with a definition, or its reply not be read; a sentence for a field. */
export type FieldFault = { readonly field: string; readonly reason: string };
