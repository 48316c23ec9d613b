import { readBoard } from '../../../../lib/server/board-page.ts';
import { sendPreview } from '../../../../lib/server/send-preview.ts';
import { boardCard, freshCard } from '../../../../lib/preview/describe-cards.ts';
import { writeCard } from '../../../../lib/preview/write-card.ts';
import type { RequestHandler } from './$types';

/** The image of a board, or of a slice or a snapshot of it, as the same address without it names them. */
export const GET: RequestHandler = async (event) => {
	const { fresh, board } = await readBoard(
		event,
		({ slice }) => slice,
		() => Promise.resolve(undefined),
	);
	return sendPreview(event, writeCard(fresh ? freshCard(fresh) : boardCard(board)));
};
