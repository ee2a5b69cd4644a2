import { outputFile } from '../../fields/binaryFile';
import { parcelId } from '../../fields/ids';
import { downloadOf, type DownloadedFile } from '../../transport/parcelFile';
import type { Operation } from '../operation';

/** Page: rest-api/parcels/download-parcel. */
export const download: Operation = {
	value: 'download',
	name: 'Download',
	action: 'Download parcel',
	description:
		'Get the file of an inbound parcel, which stays in the inbox until Confirm Download. Confirm once the file is stored. Until then, ECGrid offers the parcel again.',
	hintAfter: {
		message:
			'The parcel stays in the inbox until <b>Parcel → Confirm Download</b>. To read what is in the file, add <b>EDI → Read</b>.',
	},
	endpoint: 'POST /v2/parcels/download',
	idempotent: true,
	fields: [parcelId, outputFile],
	perform: async ({ context, ids, localValues, send }) => [
		(await send(
			downloadOf(context, ids.parcelId as number, localValues.binaryPropertyName as string),
		)) as DownloadedFile,
	],
};
