import type { BinaryHelperFunctions, IBinaryData } from 'n8n-workflow';

import type { ApiRequest } from './api';
import { BrokenFile } from './brokenFile';
import { counted, streamOf, type ByteStream, type OnProgress } from './byteStream';
import { encode, lengthOf, type CharacterSet } from './characterSet';

/** Bytes to encode at once; a multiple of 3. */
const CHUNK_BYTES = 49_152;

/** Milliseconds for a file that is sent at once: a minute, and a second for each 16 kB. */
const MIN_UPLOAD_TIMEOUT_MS = 60_000;
const UPLOAD_MS_PER_BYTE = 1 / 16;

type FileHelpers = Pick<BinaryHelperFunctions, 'getBinaryStream' | 'getBinaryMetadata'>;

/** Yields the Base64 of a file that must have `size` bytes. */
async function* base64Of(file: AsyncIterable<Buffer>, size: number): AsyncGenerator<Buffer> {
	let left = size;
	let rest: Buffer = Buffer.alloc(0);
	for await (const chunk of file) {
		left -= chunk.length;
		if (left < 0) break;
		for (let at = 0; at < chunk.length; at += CHUNK_BYTES) {
			const piece = chunk.subarray(at, at + CHUNK_BYTES);
			const bytes = rest.length > 0 ? Buffer.concat([rest, piece]) : piece;
			const even = bytes.length - (bytes.length % 3);
			rest = bytes.subarray(even);
			yield Buffer.from(bytes.toString('base64', 0, even));
		}
	}
	if (left !== 0) {
		throw new BrokenFile(
			`The file in n8n has ${left > 0 ? 'fewer' : 'more'} bytes than the ${size} that n8n reports`,
			'ECGrid accepted nothing. Create the file again in the workflow.',
		);
	}
	yield Buffer.from(rest.toString('base64'));
}

const unreadable = (error: unknown) =>
	BrokenFile.in(error) ??
	new BrokenFile(
		`n8n couldn't read the file: ${error instanceof Error ? error.message : error}`,
		'ECGrid accepted nothing. Create the file again in the workflow.',
	);

/** A file of n8n, or one made of text in a character set that has all its characters. */
export type OutgoingFile =
	Pick<IBinaryData, 'id' | 'data' | 'fileName'> | { text: string; characterSet: CharacterSet };

/** The size of a file in bytes. */
export async function sizeOf({ getBinaryMetadata }: FileHelpers, file: OutgoingFile): Promise<number> {
	if ('text' in file) return lengthOf(file.text, file.characterSet);
	const { id, data } = file;
	if (!id) return Buffer.from(data, 'base64').length;
	try {
		return (await getBinaryMetadata(id)).fileSize;
	} catch (error) {
		throw unreadable(error);
	}
}

/** All bytes of a file in n8n, which must be small. */
export async function bytesOf(
	{ getBinaryStream }: Pick<FileHelpers, 'getBinaryStream'>,
	{ id, data }: Pick<IBinaryData, 'id' | 'data'>,
): Promise<Buffer> {
	if (!id) return Buffer.from(data, 'base64');
	try {
		const chunks: Buffer[] = [];
		for await (const chunk of await getBinaryStream(id, CHUNK_BYTES)) chunks.push(chunk as Buffer);
		return Buffer.concat(chunks);
	} catch (error) {
		throw unreadable(error);
	}
}

/** The JSON of a body that ends with a file in n8n's storage, read while it is sent. */
async function bodyWith(
	{ getBinaryStream }: FileHelpers,
	[before, after]: [string, string],
	{ id, size }: { id: string; size: number },
	onProgress: OnProgress,
): Promise<ByteStream> {
	try {
		const file = await getBinaryStream(id, CHUNK_BYTES);
		const json = async function* () {
			yield Buffer.from(before);
			try {
				yield* base64Of(file, size);
			} catch (error) {
				throw unreadable(error);
			}
			yield Buffer.from(after);
		};
		return streamOf(counted(json(), onProgress), file);
	} catch (error) {
		throw unreadable(error);
	}
}

/**
 * The request with a file of `size` bytes as the field `name` of its body, in Base64.
 * Pages: rest-api/parcels/upload-parcel, rest-api/certificates/add-private, rest-api/certificates/add-public.
 */
export function withContent(
	helpers: FileHelpers,
	request: ApiRequest,
	file: OutgoingFile,
	size: number,
	name = 'content',
): ApiRequest {
	const { body } = request;
	const id = 'text' in file ? undefined : file.id;
	if (!id) {
		const bytes = 'text' in file ? encode(file.text, file.characterSet) : Buffer.from(file.data, 'base64');
		const content = bytes.toString('base64');
		return {
			...request,
			body: { ...body, [name]: content },
			timeoutMs: MIN_UPLOAD_TIMEOUT_MS + size * UPLOAD_MS_PER_BYTE,
		};
	}
	const before = `${JSON.stringify(body).slice(0, -1)},"${name}":"`;
	const after = '"}';
	const length = Buffer.byteLength(before + after) + Math.ceil(size / 3) * 4;
	const open = async (onProgress: OnProgress) =>
		await bodyWith(helpers, [before, after], { id, size }, onProgress);
	return { ...request, upload: { length, open } };
}
