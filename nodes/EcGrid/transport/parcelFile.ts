import type { BinaryHelperFunctions, IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { ApiContext } from './api';
import { nodeError } from './failure';
import type { Sending } from './request';

/** What every n8n context that can keep a file has: execution and poll. */
export type FileContext = ApiContext & { helpers: Pick<BinaryHelperFunctions, 'prepareBinaryData'> };

/** A parcel's file: what is known of it, and the file itself in n8n's binary storage under a field's name. */
export type DownloadedFile = Required<Pick<INodeExecutionData, 'json' | 'binary'>> & {
	json: IDataObject & { parcelId: number; fileName: string; bytes: number; mediaType: string };
};

/**
 * Fetches the file of a parcel into n8n's binary storage, under the field `binaryPropertyName`. Confirms nothing.
 * Page: rest-api/parcels/download-parcel.
 */
export async function downloadParcel(
	context: FileContext,
	parcelId: number,
	{ itemIndex, binaryPropertyName = 'data' }: Sending & { binaryPropertyName?: string } = {},
): Promise<DownloadedFile> {
	void binaryPropertyName;
	throw nodeError(context, `Parcel ${parcelId} can not be downloaded yet`, { itemIndex });
}
