import { battleMethods } from './battles.ts';
import { benchmarkMethods } from './benchmarks.ts';
import { boardMethods } from './boards.ts';
import { endpointMethods } from './endpoints.ts';
import { holdMethods } from './holds.ts';
import { judgeCheckMethods } from './judge-checks.ts';
import { judgeComparisonMethods } from './judge-comparisons.ts';
import { judgeMethods } from './judges.ts';
import { keyMethods } from './keys.ts';
import { sessionMethods } from './sessions.ts';
import { peopleMethods } from './people.ts';
import { modelMethods } from './models.ts';
import { type ClientOptions, openSender } from './open-sender.ts';
import { organisationMethods } from './organisations.ts';
import { publishedResultMethods } from './published-results.ts';
import { rejudgingMethods } from './rejudgings.ts';
import { runMethods } from './runs.ts';
import { serviceMethods } from './service.ts';
import { snapshotMethods } from './snapshots.ts';
import { submissionMethods } from './submissions.ts';

/** The typed client of the HTTP API. Every method throws `ProblemError` when the server refuses. */
export function createClient(options: ClientOptions) {
	const sender = openSender(options);
	return {
		...benchmarkMethods(sender),
		...modelMethods(sender),
		...submissionMethods(sender),
		...runMethods(sender),
		...battleMethods(sender),
		...boardMethods(sender),
		...publishedResultMethods(sender),
		...snapshotMethods(sender),
		...judgeMethods(sender),
		...endpointMethods(sender),
		...holdMethods(sender),
		...judgeCheckMethods(sender),
		...judgeComparisonMethods(sender),
		...rejudgingMethods(sender),
		...keyMethods(sender),
		...sessionMethods(sender),
		...peopleMethods(sender),
		...organisationMethods(sender),
		...serviceMethods(sender),
		/** The answer of an export or a bundle, to be read as it comes. Throws when the server refuses. */
		download: sender.download,
	};
}

export type Client = ReturnType<typeof createClient>;

// The package's one place for the types of the API: of the client's own requests, and of the schemas.
export { ProblemError } from './problem-error.ts';
export type { ClientOptions, Page } from './open-sender.ts';
// As it is sent; the schema's own type is what the server reads from it.
export type { NewSubmission } from './submissions.ts';
export type * from './battles.ts';
export type * from './benchmarks.ts';
export type * from './boards.ts';
export type * from './judge-comparisons.ts';
export type * from './judges.ts';
export type * from './published-results.ts';
export type * from './runs.ts';
export type * from './service.ts';
export type * from './submissions.ts';
export type * from '../schemas/access.ts';
export type * from '../schemas/battle-list.ts';
export type * from '../schemas/session.ts';
export type * from '../schemas/audit.ts';
export type * from '../schemas/battle.ts';
export type * from '../schemas/person.ts';
export type * from '../schemas/sign-in.ts';
export type * from '../schemas/benchmark.ts';
export type * from '../schemas/benchmark-change.ts';
export type * from '../schemas/benchmark-profile.ts';
export type * from '../schemas/answer-copies.ts';
export type * from '../schemas/contamination.ts';
export type * from '../schemas/benchmark-references.ts';
export type * from '../schemas/budget.ts';
export type * from '../schemas/spend.ts';
export type * from '../schemas/board-chart.ts';
export type * from '../schemas/cascade.ts';
export type * from '../schemas/jury.ts';
export type * from '../schemas/changelog.ts';
export type * from '../schemas/comparison.ts';
export type * from '../schemas/criteria.ts';
export type * from '../schemas/export.ts';
export type * from '../schemas/redaction.ts';
export type * from '../schemas/promotion-gates.ts';
export type * from '../schemas/rejudging.ts';
export type * from '../schemas/endpoint.ts';
export type * from '../schemas/first-hour.ts';
export type * from '../schemas/hold.ts';
export type * from '../schemas/judge.ts';
export type * from '../schemas/judge-ablation.ts';
export type * from '../schemas/judge-check.ts';
export type * from '../schemas/judge-check-numbers.ts';
export type * from '../schemas/judge-check-set.ts';
export type * from '../schemas/judge-comparison.ts';
export type * from '../schemas/judge-quality.ts';
export type * from '../schemas/judge-registry.ts';
export type * from '../schemas/judgment-import.ts';
export type * from '../schemas/pair-judgments.ts';
export type * from '../schemas/leaderboard.ts';
export type * from '../schemas/model-page.ts';
export type * from '../schemas/model.ts';
export type * from '../schemas/operation.ts';
export type * from '../schemas/overview.ts';
export type * from '../schemas/problem.ts';
export type * from '../schemas/provenance.ts';
export type * from '../schemas/published-results.ts';
export type * from '../schemas/share-link.ts';
export type * from '../schemas/snapshot.ts';
export type * from '../schemas/new-submission.ts';
export type * from '../schemas/submission-check.ts';
export type * from '../schemas/submission-place.ts';
export type * from '../schemas/submission-result.ts';
export type * from '../schemas/submission-state.ts';
export type * from '../schemas/stated-price.ts';
export type * from '../schemas/submission.ts';
export type * from '../schemas/version.ts';
