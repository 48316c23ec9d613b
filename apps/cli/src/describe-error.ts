import { groupDigits } from '@codejoust/formats/checks/limits';
import { ProblemError, type ProblemDocument } from '@codejoust/contract/client';
import { EXIT, type ExitCode } from './exit-code.ts';
import { safeText } from './safe-text.ts';
import { UnreachableError } from './reach.ts';
import { UsageError } from './usage-error.ts';

/** An error as sentences that are safe to print, and the exit code that it stands for. */
export function describeError(error: unknown): {
	readonly lines: readonly string[];
	readonly code: ExitCode;
} {
	if (error instanceof UsageError) return { lines: [error.message], code: EXIT.badInput };
	if (error instanceof UnreachableError) return { lines: [error.message], code: EXIT.unreachable };
	if (error instanceof ProblemError) {
		const { problem } = error;
		const isRefused = problem.status >= 400 && problem.status < 500;
		return { lines: describeProblem(problem), code: isRefused ? EXIT.badInput : EXIT.failed };
	}
	const message = error instanceof Error ? error.message : String(error);
	return { lines: [`This program failed: ${safeText(message)}`], code: EXIT.failed };
}

function describeProblem(problem: ProblemDocument): readonly string[] {
	const {
		title,
		detail,
		errors = [],
		errors_total: total = errors.length,
		request_id: id,
	} = problem;
	const rest = total - errors.reduce((sum, { times = 1 }) => sum + times, 0);
	return [
		`${safeText(title)}: ${safeText(detail)}`,
		...errors.map(
			({ name, reason, value }) =>
				`  ${safeText(name)}: ${safeText(reason)}${describeValue(reason, value)}`,
		),
		...(rest > 0 ? [`  … and ${groupDigits(rest)} more.`] : []),
		...describeCure(problem),
		...(problem.status >= 500 && id !== '' ? [`The request id is ${safeText(id)}.`] : []),
	];
}

/** Most reasons quote the value themselves. */
function describeValue(reason: string, value: string | undefined): string {
	return value === undefined || reason.includes(value) ? '' : ` (it is "${safeText(value)}")`;
}

function describeCure({ code }: ProblemDocument): readonly string[] {
	if (code === 'unauthenticated')
		return ['Give a key with --key or CODEJOUST_KEY, or store one with "codejoust login".'];
	if (code === 'forbidden') return ['Only an operator’s key may do this.'];
	if (code === 'quota-exhausted' || code === 'quota-too-small')
		return ['See what is left with "codejoust whoami".'];
	return [];
}
