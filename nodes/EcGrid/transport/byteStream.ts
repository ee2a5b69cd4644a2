import { sleep, type BinaryHelperFunctions } from 'n8n-workflow';

/** Node's `Readable`. Community nodes may not import it; n8n hands them out. */
export type ByteStream = Awaited<ReturnType<BinaryHelperFunctions['getBinaryStream']>>;

/** Called with the number of bytes that passed. */
export type OnProgress = (bytes: number) => void;

/** A stream of these chunks, of the same class as another stream. Requests a chunk only after the previous one was read. */
export function streamOf(chunks: AsyncIterable<Buffer>, { constructor }: ByteStream): ByteStream {
	const readable = constructor as unknown as {
		from(chunks: AsyncIterable<Buffer>, options: { objectMode: boolean }): ByteStream;
	};
	const stream = readable.from(chunks, { objectMode: false });
	// A reader gets the error. Without a reader, the error doesn't matter.
	stream.on('error', () => {});
	return stream;
}

/** Passes the chunks on, and counts their bytes. */
export async function* counted(
	chunks: AsyncIterable<Buffer>,
	onProgress: OnProgress,
): AsyncGenerator<Buffer> {
	for await (const chunk of chunks) {
		onProgress(chunk.length);
		yield chunk;
	}
}

/** The result of the work. Times out after `limit` milliseconds without progress. */
export async function withStallTimeout<T>(work: Promise<T>, moved: () => number, limit: number): Promise<T> {
	const over = new AbortController();
	const watch = async (): Promise<never> => {
		for (let before = -1; before !== moved();) {
			before = moved();
			await sleep(limit, over.signal);
		}
		throw Object.assign(new Error('Nothing moved'), { code: 'ETIMEDOUT' });
	};
	try {
		return await Promise.race([work, watch()]);
	} finally {
		over.abort();
	}
}
