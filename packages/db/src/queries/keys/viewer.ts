import { eq, or, sql, type SQL } from 'drizzle-orm';
import { submissions } from '../../schema/submissions.ts';

/** Who reads: what is published is everybody's, the rest its owner's and the operators'. */
export type Viewer = {
	readonly isOperator: boolean;
	/** As `submissions.owner` names one; absent for a reader without a key. */
	readonly owner?: string | undefined;
};

/** Which submissions a viewer sees; without one nothing is hidden, which is for the service itself. */
export function isVisibleTo(viewer: Viewer | undefined): SQL | undefined {
	if (viewer === undefined || viewer.isOperator) return undefined;
	return or(
		eq(submissions.state, 'published'),
		viewer.owner === undefined ? undefined : eq(submissions.owner, viewer.owner),
	);
}

/** Which condition shows a viewer what it may see, for a query that is prepared once for each. */
export type Sight = 'all' | 'published' | 'published-and-own';

export function sightOf(viewer: Viewer | undefined): Sight {
	if (viewer === undefined || viewer.isOperator) return 'all';
	return viewer.owner === undefined ? 'published' : 'published-and-own';
}

/** The same as `isVisibleTo`, with the viewer's name in the placeholder `owner`. */
export function isVisibleAt(sight: Sight): SQL | undefined {
	if (sight === 'all') return undefined;
	return or(
		eq(submissions.state, 'published'),
		sight === 'published' ? undefined : eq(submissions.owner, sql.placeholder('owner')),
	);
}
