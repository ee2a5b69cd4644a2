import { sandboxWith } from '../setup';
import { edifact, invoic, invoice, set, upload, x12, type X12Group } from './files';

const invoices: X12Group = { type: 'IN', controlNumber: '7', sets: [invoice('0001'), invoice('0002')] };
const responses: X12Group = { type: 'PR', controlNumber: '7', sets: [set('855', '0001')] };

test('the report says what the partner received, when, and how it answered', async () => {
	const sandbox = await sandboxWith({ partner: { answers: 'accept' } });
	const answers = await upload(sandbox, x12([invoices], { acknowledgmentRequested: '1' }));
	const [parcel] = sandbox.parcels;
	expect(sandbox.partner.report().received).toEqual([
		{
			at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
			parcelId: parcel!.parcelId,
			standard: 'X12',
			sender: 'HARBORLINE',
			receiver: '9254110060',
			controlNumber: '000000017',
			groups: [
				{
					type: 'IN',
					controlNumber: '7',
					messages: [
						{ type: '810', controlNumber: '0001' },
						{ type: '810', controlNumber: '0002' },
					],
				},
			],
			answers: 'accept',
			answeredWith: [
				{
					at: expect.any(String),
					parcelId: answers[0]!.parcelId,
					type: 'TA1',
					controlNumber: '000500001',
				},
				{
					at: expect.any(String),
					parcelId: answers[1]!.parcelId,
					type: '997',
					controlNumber: '000500003',
				},
			],
		},
	]);
});

describe('the counts', () => {
	const countsAfter = async (...files: string[]) => {
		const sandbox = await sandboxWith({ partner: { answers: 'never' } });
		for (const file of files) await upload(sandbox, file);
		const { interchanges, groups, messages } = sandbox.partner.report().counts;
		return { interchanges, groups, messages };
	};
	const count = (received: number, distinct = received) => ({ received, distinct });

	test('groups of different types may have the same number', async () => {
		expect(await countsAfter(x12([invoices, responses]))).toEqual({
			interchanges: count(1),
			groups: count(2),
			messages: count(3),
		});
	});

	test('a file that was sent twice', async () => {
		const file = x12([invoices]);
		expect(await countsAfter(file, file)).toEqual({
			interchanges: count(2, 1),
			groups: count(2, 1),
			messages: count(4, 2),
		});
	});

	test('a group that was sent again in another interchange', async () => {
		const again = x12([invoices], { controlNumber: '000000018' });
		expect(await countsAfter(x12([invoices]), again)).toEqual({
			interchanges: count(2),
			groups: count(2, 1),
			messages: count(4, 2),
		});
	});

	test('messages of different EDIFACT interchanges may have the same number', async () => {
		const other = edifact([invoic('1')]).replaceAll('REF17', 'REF18');
		expect(await countsAfter(edifact([invoic('1'), invoic('2')]), other)).toEqual({
			interchanges: count(2),
			groups: count(0),
			messages: count(3),
		});
	});

	test('the same numbers from another sender', async () => {
		const other = x12([invoices]).replace('HARBORLINE', 'SOMEBODY  ');
		expect(await countsAfter(x12([invoices]), other)).toEqual({
			interchanges: count(2),
			groups: count(2),
			messages: count(4),
		});
	});
});
