import type { SentOrder } from '../../../../sandbox';
import { sandboxAndReceiver, sandboxWith } from '../setup';
import { upload, x12, set, edifact } from './files';
import { edifactSegments, x12Segments } from './foreignParsers';

const withTag = (segments: string[], tag: string) => segments.filter((segment) => segment.startsWith(tag));

describe('the partner sends', () => {
	test('an 850 with three lines, which arrives and fires', async () => {
		const { sandbox, receiver } = await sandboxAndReceiver();
		sandbox.addCallback({ url: receiver.url, event: 'Parcel' });
		const orders = sandbox.partner.sendOrders();
		await sandbox.idle();
		const [parcel] = sandbox.parcels;
		expect(receiver.received.map(({ body }) => JSON.parse(body))).toMatchObject([
			{ parcelId: parcel!.parcelId, fileName: '850-000500002.edi' },
		]);
		expect(parcel).toMatchObject({
			mailboxId: 30001,
			ecGridIdFrom: 820003,
			ecGridIdTo: 820001,
			manifest: [{ sender: '820003', receiver: '820001', documentType: '850', count: 1 }],
		});
		expect(orders).toEqual([
			{
				at: expect.any(String),
				parcelId: parcel!.parcelId,
				type: '850',
				number: 'PO-500001',
				interchange: {
					standard: 'X12',
					sender: '9254110060',
					receiver: 'HARBORLINE',
					controlNumber: '000500002',
				},
				groupControlNumber: '500003',
				messageControlNumber: '0001',
				status: 'notAcknowledged',
				acknowledgments: [],
			},
		]);
		const segments = await x12Segments(parcel!);
		expect(segments[0]).toMatch(/^ISA\*00\*\*00\*\*08\*9254110060\*ZZ\*HARBORLINE\*.*\*000500002\*0\*P\*>$/);
		expect(withTag(segments, 'BEG')).toEqual([expect.stringMatching(/^BEG\*00\*SA\*PO-500001\*\*\d{8}$/)]);
		expect(withTag(segments, 'PO1')).toEqual([
			'PO1*1*11*PR*4.75**EN*2000000000015*VN*HL-201',
			'PO1*2*17*BX*6.20**EN*2000000000022*VN*HL-202',
			'PO1*3*23*BX*3.10**EN*2000000000039*VN*HL-203',
		]);
		expect(segments.slice(-4)).toEqual(['CTT*3', 'SE*16*0001', 'GE*1*500003', 'IEA*1*000500002']);
	});

	test('an ORDERS', async () => {
		const sandbox = await sandboxWith();
		const [order] = sandbox.partner.sendOrders({ type: 'ORDERS', lines: 1, acknowledgmentRequested: true });
		const segments = edifactSegments(sandbox.parcels[0]!);
		expect(segments[0]).toMatch(/^UNB\+UNOC:3\+9254110060:8\+HARBORLINE:ZZZ\+\d{6}:\d{4}\+500002\+{4}1$/);
		expect(segments.slice(1, 3)).toEqual(['UNH+1+ORDERS:D:96A:UN:EAN008', 'BGM+220+PO-500001+9']);
		expect(segments.filter((segment) => /^(LIN|PIA|IMD|QTY|PRI)/.test(segment))).toEqual([
			'LIN+1++2000000000015:EN',
			'PIA+1+HL-201:SA',
			'IMD+F++:::Steel bracket, pair',
			'QTY+21:11:PR',
			'PRI+AAA:4.75',
		]);
		expect(segments.slice(-4)).toEqual(['UNS+S', 'CNT+2:1', 'UNT+15+1', 'UNZ+1+500002']);
		expect(order).toMatchObject({
			type: 'ORDERS',
			interchange: { standard: 'EDIFACT', controlNumber: '500002' },
			messageControlNumber: '1',
		});
		expect(order).not.toHaveProperty('groupControlNumber');
	});

	test.each(['850', 'ORDERS'] as const)('many %s, with different numbers', async (type) => {
		const sandbox = await sandboxWith();
		const orders = sandbox.partner.sendOrders({ count: 7, type, perParcel: 3 });
		expect(sandbox.parcels.map(({ content }) => String(content).match(/(ST\*850\*|UNH\+)/g)!.length)).toEqual(
			[3, 3, 1],
		);
		expect(new Set(orders.map(({ number }) => number)).size).toBe(7);
		expect(new Set(orders.map(({ interchange }) => interchange.controlNumber)).size).toBe(3);
		expect(
			new Set(
				orders.map(({ interchange, messageControlNumber }) =>
					[interchange.controlNumber, messageControlNumber].join(),
				),
			).size,
		).toBe(7);
	});

	test('between other ECGrid IDs', async () => {
		const sandbox = await sandboxWith();
		sandbox.partner.sendOrders({ ecGridIdFrom: 820005, ecGridIdTo: 820002, acknowledgmentRequested: true });
		expect(sandbox.parcels).toMatchObject([{ mailboxId: 30002, ecGridIdFrom: 820005, ecGridIdTo: 820002 }]);
		expect((await x12Segments(sandbox.parcels[0]!))[0]).toMatch(
			/\*ZZ\*FARAWAYSTORES\*01\*004129871\*.*\*1\*P\*>$/,
		);
	});

	test('to nobody outside the sandbox', async () => {
		const sandbox = await sandboxWith();
		expect(() => sandbox.partner.sendOrders({ ecGridIdTo: 820005 })).toThrow(
			'ecGridIdTo: 820005 has no mailbox',
		);
		expect(() => sandbox.partner.sendOrders({ ecGridIdFrom: 1 })).toThrow('ECGrid ID 1 was not found');
	});
});

describe('an order that was sent is', () => {
	/** A 997 or 999 from the receiver of the orders: AK1 and what follows. */
	const functional = (type: string, ...body: string[]) =>
		x12([
			{
				type: 'FA',
				controlNumber: '1',
				sets: [set(type, '0001', ...body.map((segment) => segment.split('*')))],
			},
		]);

	const ta1 = (order: SentOrder, code: string) =>
		x12([]).replace('IEA*0', `TA1*${order.interchange.controlNumber}*260131*0930*${code}*000~\nIEA*0`);

	const all = (status: SentOrder['status'], count = 2) => Array.from({ length: count }, () => status);

	/** Sends two 850 in a group, uploads these files, and returns what became of the orders. */
	async function after(files: (orders: SentOrder[]) => string[]) {
		const sandbox = await sandboxWith();
		const orders = sandbox.partner.sendOrders({ count: 2, perParcel: 2 });
		for (const file of files(orders)) await upload(sandbox, file);
		const { sent, counts } = sandbox.partner.report();
		return { statuses: sent.map(({ status }) => status), sent, counts };
	}

	const accepted = ({ groupControlNumber }: SentOrder, type = '997') => {
		const verdict = type === '999' ? 'IK5*A' : 'AK5*A';
		return functional(
			type,
			`AK1*PO*${groupControlNumber}`,
			'AK2*850*0001',
			verdict,
			'AK2*850*0002',
			verdict,
			'AK9*A*2*2*2',
		);
	};

	test.each([
		['not acknowledged', () => [], all('notAcknowledged')],
		['acknowledged once, by a 997', ([order]) => [accepted(order!)], all('acknowledgedOnce')],
		['acknowledged once, by a 999', ([order]) => [accepted(order!, '999')], all('acknowledgedOnce')],
		[
			'acknowledged more than once',
			([order]) => [accepted(order!), accepted(order!, '999')],
			all('acknowledgedMoreThanOnce'),
		],
		[
			'acknowledged with its group',
			([order]) => [functional('997', `AK1*PO*${order!.groupControlNumber}`, 'AK9*A*2*2*2')],
			all('acknowledgedOnce'),
		],
		[
			'rejected with its group',
			([order]) => [functional('997', `AK1*PO*${order!.groupControlNumber}`, 'AK9*R*2*2*0')],
			all('rejected'),
		],
		[
			'rejected alone, and the one that is not named is accepted',
			([order]) => [
				functional('997', `AK1*PO*${order!.groupControlNumber}`, 'AK2*850*0002', 'AK5*R*5', 'AK9*P*2*2*1'),
			],
			['acknowledgedOnce', 'rejected'],
		],
		[
			'not acknowledged by a group that is accepted in part, without a word about which part',
			([order]) => [functional('997', `AK1*PO*${order!.groupControlNumber}`, 'AK9*P*2*2*1')],
			all('notAcknowledged'),
		],
		[
			'rejected, whatever else is said',
			([order]) => [
				accepted(order!),
				functional('999', `AK1*PO*${order!.groupControlNumber}`, 'AK2*850*0001', 'IK5*M*5', 'AK9*P*2*2*1'),
			],
			['rejected', 'acknowledgedMoreThanOnce'],
		],
		['not acknowledged by a TA1 that accepts', ([order]) => [ta1(order!, 'A')], all('notAcknowledged')],
		['rejected by a TA1', ([order]) => [ta1(order!, 'R')], all('rejected')],
		[
			'not acknowledged by a 997 for another group',
			() => [functional('997', 'AK1*PO*4711', 'AK9*A*1*1*1')],
			all('notAcknowledged'),
		],
		[
			'not acknowledged by a 997 for a group of the same number, but another type',
			([order]) => [functional('997', `AK1*PR*${order!.groupControlNumber}`, 'AK9*A*2*2*2')],
			all('notAcknowledged'),
		],
		[
			'not acknowledged by a 997 that somebody else sends',
			([order]) => [accepted(order!).replace('HARBORLINE', 'SOMEBODY  ')],
			all('notAcknowledged'),
		],
		[
			'not acknowledged by a 997 for somebody else',
			([order]) => [accepted(order!).replace('9254110060', '9254110061')],
			all('notAcknowledged'),
		],
	] as Array<[string, (orders: SentOrder[]) => string[], string[]]>)('%s', async (_, files, expected) => {
		const { statuses, counts } = await after(files);
		expect(statuses).toEqual(expected);
		for (const [status, count] of Object.entries(counts.sent)) {
			expect([status, count]).toEqual([status, expected.filter((each) => each === status).length]);
		}
	});

	test.each([
		['7', [], all('acknowledgedOnce')],
		['4', [], all('rejected')],
		['8', [], all('notAcknowledged')],
		['7', ['UCM+2+ORDERS:D:96A:UN+4+12'], ['acknowledgedOnce', 'rejected']],
		['4', ['UCM+2+ORDERS:D:96A:UN+7'], ['rejected', 'acknowledgedOnce']],
	])('judged by a CONTRL: UCI %s, %j', async (code, ucm, expected) => {
		const sandbox = await sandboxWith();
		const [{ interchange }] = sandbox.partner.sendOrders({ count: 2, perParcel: 2, type: 'ORDERS' }) as [
			SentOrder,
			SentOrder,
		];
		const uci = `UCI+${interchange.controlNumber}+9254110060:8+HARBORLINE:ZZZ+${code}`;
		const message = ['UNH+1+CONTRL:D:3:UN', uci, ...ucm, `UNT+${ucm.length + 3}+1`].join("'");
		await upload(sandbox, edifact([`${message}'`]));
		const { sent, counts } = sandbox.partner.report();
		expect(sent.map(({ status }) => status)).toEqual(expected);
		expect(counts.acknowledgments).toEqual({ TA1: 0, '997': 0, '999': 0, CONTRL: 1, unmatched: 0 });
	});

	test('listed with what each acknowledgment says', async () => {
		const { sent, counts } = await after(([order]) => [
			ta1(order!, 'A'),
			accepted(order!),
			functional('997', 'AK1*PO*4711', 'AK9*A*1*1*1'),
		]);
		expect(sent[0]!.acknowledgments).toEqual([
			{
				at: expect.any(String),
				parcelId: expect.any(Number),
				type: 'TA1',
				code: 'A',
				verdict: 'received',
			},
			{
				at: expect.any(String),
				parcelId: expect.any(Number),
				type: '997',
				code: 'A',
				verdict: 'accepted',
			},
		]);
		expect(counts.acknowledgments).toEqual({ TA1: 1, '997': 2, '999': 0, CONTRL: 0, unmatched: 1 });
	});

	test('never answered: acknowledgments of it get no acknowledgment', async () => {
		const sandbox = await sandboxWith({ partner: { answers: 'accept' } });
		const [order] = sandbox.partner.sendOrders();
		expect(await upload(sandbox, accepted(order!))).toEqual([]);
		expect(sandbox.partner.report().received).toMatchObject([{ groups: [], answeredWith: [] }]);
		expect(sandbox.partner.report().received[0]!.answers).toBeUndefined();
	});
});
