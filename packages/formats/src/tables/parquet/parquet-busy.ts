/** The file is not at fault: too many others are being read, or its lines were not taken in time. It may be sent again. */
export class ParquetBusy extends Error {
	readonly retryAfterSeconds: number;

	constructor(message: string, waitedMs: number) {
		super(message);
		this.retryAfterSeconds = Math.max(1, Math.ceil(waitedMs / 1000));
	}
}
