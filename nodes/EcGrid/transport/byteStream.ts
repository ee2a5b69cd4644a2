import { sleep, type BinaryHelperFunctions } from 'n8n-workflow';

/** Node's `Readable`. Community nodes may not import it; n8n hands them out. */
export type ByteStream = Awaited<ReturnType<BinaryHelperFunctions['getBinaryStream']>>;

/** Told how many bytes went through. */
export type OnProgress = (bytes: number) => void;

/** A stream of these chunks, of the class that another stream is of. Asks for a chunk only when the one before was taken. */
export function streamOf(chunks: AsyncIterable<Buffer>, { constructor }: ByteStream): ByteStream {
	const readable = constructor as unknown as {
		from(chunks: AsyncIterable<Buffer>, options: { objectMode: boolean }): ByteStream;
	};
	const stream = readable.from(chunks, { objectMode: false });
	// Whoever reads it learns of an error. When nobody reads it any more, it matters to nobody.
	stream.on('error', () => {});
	return stream;
}

/** The same chunks, counted. */
export async function* counted(chunks: AsyncIterable<Buffer>, onMove: OnProgress): AsyncGenerator<Buffer> {
	for await (const chunk of chunks) {
		onMove(chunk.length);
		yield chunk;
	}
}

/** What the work comes to; a time-out once it has not moved on for so many milliseconds. */
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
