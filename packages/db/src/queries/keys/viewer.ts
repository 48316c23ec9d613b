import { and, eq, ne, or, type Placeholder, sql, type SQL } from 'drizzle-orm';
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
	return isPublishedOr(viewer);
}

/** Which condition shows a viewer what it may see, for a query that is prepared once for each. */
export type Sight =
	'all' | 'published' | 'published-and-own' | 'published-and-linked' | 'published-own-and-linked';

export function sightOf(viewer: Viewer | undefined): Sight {
	if (viewer === undefined || viewer.isOperator) return 'all';
	const isOwning = viewer.owner !== undefined;
	if (viewer.linkedTo === undefined) return isOwning ? 'published-and-own' : 'published';
	return isOwning ? 'published-own-and-linked' : 'published-and-linked';
}

/** What the placeholders of `isVisibleAt` stand for. */
export function sightValues(viewer: Viewer | undefined) {
	return { owner: viewer?.owner, linkedTo: viewer?.linkedTo };
}

/** The same as `isVisibleTo`, with what it takes of the viewer in the placeholders of `sightValues`. */
export function isVisibleAt(sight: Sight): SQL | undefined {
	if (sight === 'all') return undefined;
	const isOwning = sight === 'published-and-own' || sight === 'published-own-and-linked';
	const isLinked = sight === 'published-and-linked' || sight === 'published-own-and-linked';
	return isPublishedOr({
		owner: isOwning ? sql.placeholder('owner') : undefined,
		linkedTo: isLinked ? sql.placeholder('linkedTo') : undefined,
	});
}

function isPublishedOr({
	owner,
	linkedTo,
}: {
	readonly owner?: string | Placeholder | undefined;
	readonly linkedTo?: string | Placeholder | undefined;
}): SQL | undefined {
	return or(
		eq(submissions.state, 'published'),
		owner === undefined ? undefined : eq(submissions.owner, owner),
		linkedTo === undefined
			? undefined
			: and(eq(submissions.id, linkedTo), ne(submissions.state, 'withdrawn')),
	);
}
