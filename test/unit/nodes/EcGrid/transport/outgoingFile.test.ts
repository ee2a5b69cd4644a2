import { withContent } from '../../../../../nodes/EcGrid/transport/outgoingFile';

test.each([
	[0, 60_000],
	[1_600_000, 160_000],
	[48_000_000, 3_060_000],
])(
	'a file of %d bytes that is sent at once may take a minute, and a second for each 16 kB',
	(size, limit) => {
		const request = { method: 'POST', path: '/v2/parcels/upload', body: {}, idempotent: false } as const;
		const sent = withContent({} as never, request, { text: 'ISA', characterSet: 'UTF-8' }, size);
		expect(sent).toMatchObject({ body: { content: 'SVNB' }, timeoutMs: limit });
	},
);
