import type { Database } from '@codejoust/db/connect';
import type { JudgeVersionRow } from '@codejoust/db/queries/judges/judges';
import type { QueueDepth } from '@codejoust/db/queue/queue';
import type { Clock } from '@codejoust/judge/endpoint/clock';
import type { Logger } from 'pino';
import type { InBackground } from './background.ts';
import type { ClientPackage } from './client-package.ts';
import type { TermsOf } from './judge-terms.ts';
import type { Keyring } from './keyring.ts';
import type { Metrics } from './metrics.ts';
import type { ReplicaState } from './replica-state.ts';
import type { RequestLimits, TakeTogether } from './request-limits.ts';
import type { SignIn } from './sign-in.ts';
import type { EndpointsFile } from './endpoints-file.ts';
import type { Endpoint, EndpointOf } from '@codejoust/judge/judge-endpoint';

/** What use cases and middleware choose from; built once when the process starts. */
export type ApiDeps = {
	readonly db: Database;
	readonly log: Logger;
	readonly now: () => Date;
	readonly metrics: Metrics;
	readonly keyring: Keyring;
	readonly requestLimits: RequestLimits;
	/** Undefined where this is the only process of the database. */
	readonly takeTogether: TakeTogether | undefined;
	/** Of the replica that answers readers; undefined where there is none. */
	readonly replicaState?: (() => ReplicaState) | undefined;
	readonly queueDepth: () => Promise<QueueDepth>;
	/** Aborts when the server begins to stop: streams end. */
	readonly stopping: AbortSignal;
	/** Work that goes on after its request; the server waits for it when it stops, and the work ends then. */
	readonly inBackground: InBackground;
	/** The judge of a benchmark without a board: the rehearsal judge for the sample and without an endpoint. */
	readonly defaultJudge: (benchmark: { readonly isSample: boolean }) => JudgeVersionRow;
	/** The endpoints of this process, in the order in which they are configured; the rehearsal's first. */
	readonly endpoints: readonly Endpoint[];
	/** The file that describes some of them; undefined without one. */
	readonly endpointsFile: EndpointsFile | undefined;
	/** Where a judge is asked from this process: for looks at a judge, while runs are played by workers. */
	readonly endpointOf: EndpointOf;
	readonly fenceSecret: string;
	readonly clock: Clock;
	/** Tells the workers that a run has battles to play. */
	readonly enqueueRun: (runId: string) => Promise<void>;
	/** Takes a run's chunks out of the queue; games in flight are abandoned. */
	readonly cancelChunks: (runId: string) => Promise<void>;
	/** What asking a judge takes, for estimates. */
	readonly termsOf: TermsOf;
	/** How people get a key, in the operator's words. */
	readonly keyHelp: string | undefined;
	/** How people sign in with OpenID Connect; undefined where it is not configured. */
	readonly signIn: SignIn | undefined;
	/** Active keys that the people of one organisation may have made by themselves. */
	readonly mostOwnKeys: number;
	/** Undefined where the server was not built with it. */
	readonly clientPackage: ClientPackage | undefined;
};
