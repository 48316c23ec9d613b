import { and, eq, ne, or, type SQL } from 'drizzle-orm';
import { submissions } from '../../schema/submissions.ts';

/** Who reads: what is published is everybody's, the rest its owner's and the operators', and of one submission anybody's who has its link. */
export type Viewer = {
	readonly isOperator: boolean;
	/** As `submissions.owner` names one; absent for a reader without a key. */
	readonly owner?: string | undefined;
	/** The submission whose link the reader has sent. */
	readonly linkedTo?: string | undefined;
};

/** Which submissions a viewer sees; without one nothing is hidden, which is for the service itself. */
export function isVisibleTo(viewer: Viewer | undefined): SQL | undefined {
	if (viewer === undefined || viewer.isOperator) return undefined;
	const { owner, linkedTo } = viewer;
	return or(
		eq(submissions.state, 'published'),
		owner === undefined ? undefined : eq(submissions.owner, owner),
		linkedTo === undefined
			? undefined
			: and(eq(submissions.id, linkedTo), ne(submissions.state, 'withdrawn')),
	);
}
