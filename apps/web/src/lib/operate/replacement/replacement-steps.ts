import type {
	AuditEntry,
	Hold,
	JudgeCheck,
	JudgeVersion,
	Rejudging,
} from '@codejoust/contract/client';

export type StepState = 'done' | 'next' | 'later' | 'optional';

/** A step from a judge version to the one that takes its place. `board` is absent where it concerns them all. */
export type ReplacementStep = {
	readonly kind: 'register' | 'endpoint' | 'check' | 'plan' | 'shadow' | 'promote' | 'release';
	readonly state: StepState;
	readonly board?: string;
	/** The re-judging that the step is about. */
	readonly rejudging?: string;
	readonly sentence: string;
};

/** What the steps need to know of a judge version. */
export type ReplacedJudge = Pick<JudgeVersion, 'name' | 'model' | 'endpoint' | 'is_rehearsal'> & {
	readonly boards: readonly Pick<JudgeVersion['boards'][number], 'benchmark' | 'is_live'>[];
};
export type ReplacingRun = Pick<Rejudging, 'id' | 'benchmark' | 'state'> & {
	readonly from: Pick<Rejudging['from'], 'name'>;
	readonly to: Pick<Rejudging['to'], 'name'>;
	readonly progress: Pick<Rejudging['progress'], 'games' | 'open'>;
};

/** What the console knows of a replacement. */
export type Replacement = {
	readonly old: ReplacedJudge;
	/** Undefined until the successor is chosen. */
	readonly next: ReplacedJudge | undefined;
	/** Tests of the endpoint at which the successor is asked, newest first. */
	readonly tests: readonly Pick<AuditEntry, 'detail' | 'at'>[];
	readonly checks: readonly Pick<JudgeCheck, 'id'>[];
	/** All of them, newest first. */
	readonly rejudgings: readonly ReplacingRun[];
	/** Open ones. */
	readonly holds: readonly Pick<Hold, 'judge' | 'runs'>[];
};

/**
 * The steps in their order, each with whether it is done. One is `next`: the first that is not done and not optional. Boards
 * of the old judge are led one by one, and a step of a board waits for none of another.
 */
export function listSteps(replacement: Replacement): readonly ReplacementStep[] {
	const { old, next } = replacement;
	const steps: readonly (Omit<ReplacementStep, 'state'> & { readonly isDone: boolean })[] = [
		{
			kind: 'register',
			isDone: next !== undefined,
			sentence: next
				? `${next.name} (${next.model}) replaces ${old.name} (${old.model}).`
				: `Choose the judge version that replaces ${old.name} (${old.model}), or release one first.`,
		},
		readEndpointStep(replacement),
		...listBoards(replacement).flatMap((board) => readBoardSteps(board, replacement)),
		readReleaseStep(replacement),
	];
	const first = steps.findIndex(({ isDone }) => !isDone);
	const ordered = steps.map(({ isDone, ...step }, at): ReplacementStep => {
		const state = isDone ? 'done' : at === first ? 'next' : 'later';
		return { ...step, state };
	});
	const check = readCheckStep(replacement);
	return [...ordered.slice(0, 2), check, ...ordered.slice(2)];
}

function readEndpointStep({ next, tests }: Replacement) {
	const kind = 'endpoint' as const;
	if (!next) return { kind, isDone: false, sentence: 'Its endpoint answers a game.' };
	if (next.is_rehearsal)
		return { kind, isDone: true, sentence: 'A rehearsal judge is part of the server.' };
	if (next.endpoint === null)
		return {
			kind,
			isDone: false,
			sentence: `No endpoint allows the model ${next.model}: add one, or bind the judge.`,
		};
	const newest = tests.find(({ detail }) => detail['model'] === next.model);
	const finding = typeof newest?.detail['finding'] === 'string' ? newest.detail['finding'] : null;
	const at = `${next.endpoint}, model ${next.model}`;
	if (finding === null) return { kind, isDone: false, sentence: `${at}: not tested yet.` };
	const tested = newest?.at.slice(0, 16).replace('T', ' ') ?? '';
	return { kind, isDone: finding === 'ok', sentence: `${at}: ${finding}, tested ${tested} UTC.` };
}

function readCheckStep({ next, checks }: Replacement): ReplacementStep {
	const kind = 'check' as const;
	if (checks.length > 0 && next)
		return {
			kind,
			state: 'done',
			sentence: `${next.name} was measured in ${checks.length} checks.`,
		};
	const sentence = 'Measure it against labelled pairs, where you have some.';
	return { kind, state: 'optional', sentence };
}

/** Boards that the old judge leads, and those that it led until the successor was promoted. */
function listBoards(replacement: Replacement): readonly string[] {
	const live = replacement.old.boards.flatMap((board) => (board.is_live ? [board.benchmark] : []));
	const led = ownRejudgings(replacement).flatMap((one) =>
		one.state === 'promoted' ? [one.benchmark] : [],
	);
	return [...new Set([...live, ...led])].sort();
}

function ownRejudgings({ old, next, rejudgings }: Replacement): readonly ReplacingRun[] {
	return rejudgings.filter(({ from, to }) => from.name === old.name && to.name === next?.name);
}

const BEGUN = ['running', 'paused', 'reported', 'promoted'];

function readBoardSteps(board: string, replacement: Replacement) {
	const found = ownRejudgings(replacement).find(
		({ benchmark, state }) => benchmark === board && (state === 'planned' || BEGUN.includes(state)),
	);
	const shared = { board, ...(found ? { rejudging: found.id } : {}) };
	const state = found?.state;
	const hasBegun = state !== undefined && BEGUN.includes(state);
	const hasReported = state === 'reported' || state === 'promoted';
	return [
		{
			...shared,
			kind: 'plan' as const,
			isDone: hasBegun,
			sentence: found
				? hasBegun
					? 'Planned and started.'
					: 'Planned: confirm its games and cost to start it.'
				: 'Plan a re-judging, which asks nothing.',
		},
		{
			...shared,
			kind: 'shadow' as const,
			isDone: hasReported,
			sentence: describeShadow(found),
		},
		{
			...shared,
			kind: 'promote' as const,
			isDone: state === 'promoted',
			sentence:
				state === 'promoted'
					? 'Promoted: the new judge leads the board.'
					: 'Read the report of both judges and promote the new one.',
		},
	];
}

function describeShadow(found: ReplacingRun | undefined): string {
	if (!found || !BEGUN.includes(found.state))
		return 'The new judge plays the games; the live board stays as it is.';
	const { games, open } = found.progress;
	const played = `${games - open} of ${games} games are judged`;
	if (found.state === 'paused') return `Paused: ${played}.`;
	return found.state === 'running' ? `${played}.` : `All ${games} games are judged.`;
}

function readReleaseStep(replacement: Replacement) {
	const kind = 'release' as const;
	const kept = replacement.holds.filter(({ judge }) => judge === replacement.old.name);
	const runs = kept.reduce((sum, hold) => sum + hold.runs, 0);
	const boards = listBoards(replacement);
	const isLed = boards.length > 0 && replacement.old.boards.every((board) => !board.is_live);
	if (kept.length > 0)
		return {
			kind,
			isDone: false,
			sentence: `${runs} ${runs === 1 ? 'run waits' : 'runs wait'}. The promotion of the last board ends the hold.`,
		};
	return { kind, isDone: isLed, sentence: 'Nothing waits for the old judge.' };
}
