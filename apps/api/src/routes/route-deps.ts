import type { ApiDeps } from '../deps.ts';
import type { BoardDeps } from '../use-cases/boards/board-cache.ts';

/** All that routes hand on: what use cases choose from, and what the reads of boards share. */
export type RouteDeps = ApiDeps & Pick<BoardDeps, 'boards'>;
