import type { z } from 'zod';
import type { BattleResult } from '@codejoust/arena/rules/battle';
import type { Judgment } from '@codejoust/arena/rules/judgment';
import type { ReAskReason } from '../definition/definition-values.ts';
import type { ChatMessage, ChatRequest } from '../endpoint/chat-request.ts';
import type { JudgmentKey } from '../identity/identity.ts';
import type { Shot } from '../identity/shot.ts';
import type { Said } from '../reply/reply.ts';

/** A battle's texts as their authors wrote them, or as the definition has its answers prepared. */
export type ShownBattle = {
	/** The benchmark's question: one user message, or several turns. */
	readonly question: readonly ChatMessage[];
	readonly baseline: string;
	readonly response: string;
	/** Of the question; absent where the judge is shown none. */
	readonly reference?: string | undefined;
	/** Token of `gameFence`, which stands around every text of a contestant. */
	readonly fence: string;
};

/** How the judge of one definition is asked about a battle, how its replies are read, and what they decide. Pure. */
export type Protocol = {
	/** What a battle about this question is asked with; at least one, and of different names. */
	readonly shots: (question: AskedQuestion) => readonly [Shot, ...Shot[]];
	/** Whether prompts show the reference of a question that has one: then its hash is part of the identity. */
	readonly usesReference: boolean;
	/** SHA-256 (hex) of what makes a judgment of this shot the same judgment. */
	readonly identity: (key: JudgmentKey) => string;
	/** The same judgment always gives the same messages. */
	readonly messages: (battle: ShownBattle, shot: Shot) => ChatMessage[];
	/** How many answers a prompt shows, for estimates of its size. */
	readonly answersShown: 1 | 2;
	/** What a request of the kind has beside the definition's sampling. */
	readonly requestOptions: Pick<ChatRequest, 'response_format' | 'logprobs' | 'top_logprobs'>;
	/** Reads a reply that ended well. */
	readonly read: (said: ReadSaid) => Judgment;
	/** Why a reply that ended well is unscored, in a sentence; absent or undefined where its text shows it. */
	readonly explain?: (said: ReadSaid) => string | undefined;
	/**
	 * Why the endpoint cannot serve the judge, in a sentence, from a reply without what every reply needs; absent for a kind that
	 * reads text alone.
	 */
	readonly findLack?: (said: ReadSaid) => string | undefined;
	/** Whether a reply that its limit of tokens cut off is read as a whole one: its first token is all that counts. */
	readonly readsCutReplies: boolean;
	/** What is said to a judge whose reply could not be read, after its own words. */
	readonly followUp: (reason: Exclude<ReAskReason, 'truncated'>) => string;
	readonly decide: Decide;
};

/** What a reader sees of a reply. */
export type ReadSaid = Pick<Said, 'text' | 'logprobs'> & Partial<Pick<Said, 'thinking'>>;

/** What a judge makes of a battle, and of which judgments: all that the battles of a run are planned and decided by. */
export type BattlePlan = Pick<Protocol, 'shots' | 'identity' | 'usesReference' | 'decide'>;

/** What of a question decides which prompts it is asked with. */
export type AskedQuestion = { readonly category: string; readonly subcategory: string };

/** What one judgment for each shot makes of a battle; undefined where one is missing. */
export type Decide = (judgments: ReadonlyMap<Shot, Judgment>) => BattleResult | undefined;

/** Why a judge could not be asked with a definition, or its reply not be read; a sentence for a field. */
export type FieldFault = { readonly field: string; readonly reason: string };

/** What a kind of judge is: all that the rest of the program asks of it. */
export type Kind<Definition> = {
	/** The fields of a definition; `kind` names it. */
	readonly fields: z.ZodObject;
	readonly open: (definition: Definition) => Protocol;
	/** As `Protocol.identity`, whatever the definition. */
	readonly identity: Protocol['identity'];
	/** By a definition of which some fields may be missing: bundles of earlier programs have them. */
	readonly decide: (definition: Readonly<Record<string, unknown>>) => Decide;
	/** Everything that does not fit together in what somebody wrote; fields may be missing or of any type. */
	readonly findFaults: (given: unknown) => readonly FieldFault[];
};
