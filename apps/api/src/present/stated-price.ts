import type { StatedPrice } from '@codejoust/contract/schemas/stated-price';
import type { SubmissionSourceRow } from '@codejoust/db/queries/submissions/submission-source';

const MILLION = 1_000_000;

/** What the answers of a submission cost, as somebody states it. The tokens of its file count where it has those of every answer. */
export function presentStatedPrice(
	row: Pick<SubmissionSourceRow, 'statedPrice' | 'origin' | 'responses'>,
): StatedPrice | null {
	const { statedPrice: stated } = row;
	if (stated === null) return null;
	const { input_micro_usd: input = null, output_micro_usd: output = null } = stated;
	const tokens = tokensOf(row);
	const total =
		input === null || output === null || tokens === undefined
			? null
			: (input * tokens.input + output * tokens.output) / MILLION;
	return {
		stated_by: stated.by,
		input_micro_usd: input,
		output_micro_usd: output,
		input_tokens: tokens?.input ?? null,
		output_tokens: tokens?.output ?? null,
		tokens_from: tokens?.from ?? null,
		total_micro_usd: stated.total_micro_usd ?? total,
		is_total_stated: stated.total_micro_usd !== undefined,
	};
}

function tokensOf({
	statedPrice,
	origin,
	responses,
}: Pick<SubmissionSourceRow, 'statedPrice' | 'origin' | 'responses'>) {
	const { input_tokens: input, output_tokens: output } = statedPrice ?? {};
	if (input !== undefined && output !== undefined)
		return { input, output, from: 'statement' } as const;
	const { tokens } = origin ?? {};
	if (tokens === undefined || responses === 0 || tokens.answers < responses) return undefined;
	return { input: tokens.input, output: tokens.output, from: 'file' } as const;
}
