import type { ServerVersion } from '@codejoust/contract/schemas/version';
import type { ClientPackage } from '../client-package.ts';

/** What a reader is told of the client before it is downloaded. */
export function presentClient(
	client: ClientPackage | undefined,
	path: string,
): ServerVersion['client'] {
	if (!client) return null;
	const { version, bytes, unpackedBytes, sha256 } = client;
	return { path, version, bytes: bytes.byteLength, unpacked_bytes: unpackedBytes, sha256 };
}
