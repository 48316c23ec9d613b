import { UnreadableFile } from '../unreadable-file.ts';

/** The one sentence about a Parquet file that is not read; `says` continues "The file is Parquet". */
export function refuseParquet(says: string): UnreadableFile {
	return new UnreadableFile({ reason: 'not-json', message: `The file is Parquet ${says}.` });
}
