import type { BinaryHelperFunctions, IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';

import { unwrap } from './unwrap';
import type { Result, ApiContext, ApiRequest } from './api';
import { BrokenFile } from './brokenFile';
import { counted, streamOf } from './byteStream';
import { failureInAnswer } from './connection';
import { mediaTypeOf, DETECTION_BYTES } from './mediaType';
import { fieldOf, isRecord, firstSet, firstText } from './record';
import { safeFileName } from './safeFileName';
import { EnvelopeContentDecoder } from './envelopeContentDecoder';

/** What every n8n context that can keep a file has: execution and poll. */
export type FileContext = ApiContext & { helpers: Pick<BinaryHelperFunctions, 'prepareBinaryData'> };

/** A parcel's file: its details, and the file itself in n8n's binary storage under a field's name. */
export type DownloadedFile = Required<Pick<INodeExecutionData, 'json' | 'binary'>> & {
	json: IDataObject & { parcelId: number; fileName?: string; bytes: number; mediaType: string };
};

/** Whether a response contains a file. For an empty file, it may contain none. */
const hasContent = (data: IDataObject): boolean => {
	const content = fieldOf(data, 'content');
	const isEmpty = ['bytes', 'size'].some((name) => String(fieldOf(data, name)) === '0');
	return typeof content === 'string' || (content === null && isEmpty);
};

/** The rest of the response besides the file. Throws if the file doesn't match it. Row P7 of the sheet. */
function checked(result: Result, bytes: number): Result {
	if (result.failure) return result;
	const { data } = result;
	const encoding = firstText(data, 'contentEncoding');
	if (encoding && !/^base64$/i.test(encoding)) {
		throw new BrokenFile(`ECGrid sent the file in an encoding that this node doesn't support: ${encoding}`);
	}
	if (!isRecord(data) || !hasContent(data)) {
		throw new BrokenFile("ECGrid's response contains no file");
	}
	const size = Number(firstSet(data, 'bytes', 'size') ?? NaN);
	if (Number.isFinite(size) && size !== bytes)
		throw BrokenFile.incomplete(`received ${bytes} of ${size} bytes`);
	return result;
}

/** The bytes that media type detection needs, or fewer if the file is shorter. */
async function beginningOf(file: AsyncIterator<Buffer>): Promise<Buffer> {
	let beginning = Buffer.alloc(0);
	while (beginning.length < DETECTION_BYTES) {
		const { value, done } = await file.next();
		if (done) break;
		beginning = Buffer.concat([beginning, value]);
	}
	return beginning;
}

const jsonIn = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
};

const fileNameIn = (envelope: string): string | undefined =>
	firstText(firstSet(jsonIn(envelope), 'data'), 'fileName');

/** The response without the file. A truncated text may end within a secret, which redaction wouldn't recognize. */
const toldBy = ({ envelope, isCut }: EnvelopeContentDecoder): unknown =>
	isCut ? jsonIn(envelope) : envelope;

const notKept = (error: unknown): Result => ({
	failure: {
		message: `n8n couldn't store the file: ${error instanceof Error ? error.message : error}`,
		description: "Check n8n's file storage. The parcel isn't confirmed, so ECGrid offers it again.",
	},
});

/** The request for a parcel's file. Its result is a `DownloadedFile`. Page: rest-api/parcels/download-parcel. */
export function downloadOf(context: FileContext, parcelId: number, binaryPropertyName = 'data'): ApiRequest {
	const path = '/v2/parcels/download';
	const request: ApiRequest = { method: 'POST', path, body: { parcelId }, idempotent: true };

	const receive: ApiRequest['receive'] = async (answer, onProgress) => {
		const split = new EnvelopeContentDecoder(counted(answer.body, onProgress));
		const read: { result?: Result } = {};
		/** Throws if the response turns out to be a failure, so that n8n keeps nothing of the file. */
		async function* file() {
			try {
				yield* split.file();
				const result = unwrap({ ...answer, body: toldBy(split) }, request);
				read.result = checked(result, split.bytes);
			} catch (error) {
				read.result = { failure: BrokenFile.in(error)?.failure ?? failureInAnswer(error, request) };
			}
			if (read.result.failure) throw new Error('The download failed');
		}

		let mediaType: string;
		let binary: IBinaryData;
		try {
			const rest = file();
			const beginning = await beginningOf(rest);
			mediaType = mediaTypeOf(beginning);
			const whole = async function* () {
				yield beginning;
				yield* rest;
			};
			const name = safeFileName(fileNameIn(split.envelopeSoFar), parcelId);
			binary = await context.helpers.prepareBinaryData(streamOf(whole(), answer.body), name, mediaType);
		} catch (error) {
			return read.result?.failure ? read.result : notKept(error);
		}
		const fileName = fileNameIn(split.envelope);
		// The name may follow the file in the response.
		binary.fileName = safeFileName(fileName, parcelId);
		binary.fileExtension = /\.([^.]+)$/.exec(binary.fileName)?.[1] ?? binary.fileExtension;
		return {
			data: {
				json: { parcelId, ...(fileName && { fileName }), bytes: split.bytes, mediaType },
				binary: { [binaryPropertyName]: binary },
			} satisfies DownloadedFile,
		};
	};
	return { ...request, receive };
}
