import { LIMITS } from '../../checks/limits.ts';

const MIB = 1024 * 1024;

/**
 * What a Parquet file may hold, on top of the limits of every file. A row group is decoded as a whole, so that its unpacked
 * size bounds the memory; a page names the number of its values, which are allocated before one of them is read.
 */
export const PARQUET_LIMITS = {
	footerBytes: 4 * MIB,
	columns: 1_000,
	rowGroups: LIMITS.records,
	/** Unpacked, over all columns that are read. */
	rowGroupBytes: 64 * MIB,
	pageValues: 2_000_000,
	rowGroupValues: 4_000_000,
} as const;
