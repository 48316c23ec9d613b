import type { RecordedOrders } from '@codejoust/arena/rules/recorded-orders';
import type { JudgmentFormatName } from '../file-formats.ts';
import type { JsonObject } from '../rows/json-row.ts';
import type { Place } from '../checks/problem.ts';
import type { Reading } from '../rows/shape.ts';
import type { RecordedJudgment } from './recorded-judgment.ts';

/** What is read of a record; where it stands is added by the reader of the file. */
export type ReadJudgment = Omit<RecordedJudgment, 'place' | 'line'>;

export type JudgmentFormat = {
	readonly name: JudgmentFormatName;
	/** What the file is, in words. */
	readonly words: string;
	/** Labels of games, or how much better an answer is. */
	readonly values: 'labels' | 'preferences';
	/** How many orders of the answers its judge is asked in. */
	readonly orders: RecordedOrders;
	/** Fields that are read, or known and not needed; others are named in a note. */
	readonly fields: readonly string[];
	readonly isKnown?: (field: string) => boolean;
	readonly detect: (record: JsonObject) => boolean;
	readonly read: (record: JsonObject, place: Place) => Reading<ReadJudgment>;
};
