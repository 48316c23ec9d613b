import { readSlice } from '../board/slice.ts';
import { SCORE_COLUMNS, scoreCells } from '../chart/chart-table.ts';
import { describePrices, hasPrices, priceRows, priceSpec } from '../chart/price.ts';
import { askApi } from '../server/api.ts';
import { type ChartEvent, headOf, type LoadedChart } from './loaded-chart.ts';

/** The scores of a board against what the answers cost, as their submitters state it. */
export async function loadPrice(event: ChartEvent) {
	const slice = readSlice(event.url.searchParams);
	const board = await askApi(event, (client) => client.leaderboard(event.params.benchmark, slice));
	const { priced, unpriced } = priceRows(board);
	return {
		...headOf(event, board, 'price'),
		priced,
		unpriced,
		/** Answers that a price is of; those of all questions, whatever the filters are. */
		answers: board.benchmark.questions,
		picture: hasPrices(board)
			? {
					spec: priceSpec(priced),
					label: 'score and price of the answers',
					description: describePrices(priced),
					height: 460,
				}
			: undefined,
		table: {
			columns: [
				'model',
				'name',
				'answers_usd',
				'stated_by',
				'input_usd_per_million',
				'output_usd_per_million',
				'input_tokens',
				'output_tokens',
				...SCORE_COLUMNS,
				'rank_best',
				'rank_worst',
				'is_on_frontier',
			],
			rows: priced.map(({ model, name, x, price, score, rank, isOnFrontier }) => [
				model.slug,
				name,
				x,
				price.stated_by,
				dollars(price.input_micro_usd),
				dollars(price.output_micro_usd),
				price.input_tokens,
				price.output_tokens,
				...scoreCells(score),
				rank?.best ?? null,
				rank?.worst ?? null,
				isOnFrontier,
			]),
		},
	} satisfies LoadedChart & Record<string, unknown>;
}

const dollars = (microUsd: number | null) => (microUsd === null ? null : microUsd / 1e6);
