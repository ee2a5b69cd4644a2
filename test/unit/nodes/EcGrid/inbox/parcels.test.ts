import type { IDataObject } from 'n8n-workflow';
import { jsonOf } from '../../../../../nodes/EcGrid/inbox/parcels';

test.each<[string, IDataObject, IDataObject]>([
	[
		'rest-api/parcels/pending-inbox-list',
		{
			parcelId: 987654321,
			mailboxId: 30001,
			networkId: 1201,
			fileName: 'po.edi',
			bytes: 512,
			ecGridIdFrom: 820001,
			ecGridIdTo: 820002,
			created: '2026-05-07T12:00:00Z',
			modified: '2026-05-07T12:00:00Z',
		},
		{
			parcelId: 987654321,
			mailboxId: 30001,
			networkId: 1201,
			ecGridIdFrom: 820001,
			ecGridIdTo: 820002,
			fileName: 'po.edi',
			bytes: 512,
			created: '2026-05-07T12:00:00Z',
		},
	],
	[
		'common-operations/poll-inbound-files',
		{
			parcelId: 987654321,
			fileName: 'po.edi',
			fromECGridId: 820001,
			toECGridId: 820002,
			status: 'InBoxReady',
			receivedDate: '2026-05-07T12:00:00Z',
			size: 512,
		},
		{
			parcelId: 987654321,
			ecGridIdFrom: 820001,
			ecGridIdTo: 820002,
			fileName: 'po.edi',
			bytes: 512,
			status: 'InBoxReady',
			created: '2026-05-07T12:00:00Z',
		},
	],
	['the ID alone', { parcelId: 7 }, { parcelId: 7 }],
	['zeroes and other case', { ParcelID: 7, mailboxId: 0, fileName: '' }, { parcelId: 7 }],
])('reads a row as on %s into one set of names, and invents nothing', (_, row, expected) => {
	expect(jsonOf({ parcelId: 7 === (row.ParcelID ?? row.parcelId) ? 7 : 987654321, row })).toStrictEqual({
		...expected,
		payload: row,
	});
});
