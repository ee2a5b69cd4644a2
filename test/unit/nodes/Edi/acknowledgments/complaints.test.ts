import { isa, isa501 } from '../files';
import { acknowledge, bodyIn, edifactFile, match, set, x12File } from './files';

/** What people complained about in other tools, by the numbers of our list. */
describe('complaints about acknowledgments', () => {
	test('45: control numbers in ISA and IEA differ: a TA1 says so', async () => {
		const [item] = await acknowledge(x12File({ iea: 'IEA*1*000000009' }));
		expect(bodyIn(item!.text)).toEqual(['TA1*000000001*260507*1230*R*001']);
	});

	test('46, 55: a 999 is not answered with a 999, and a 997 not with a 997', async () => {
		for (const [header, type, gs] of [
			[isa501({ 14: '1' }), '999', 'GS*FA*ACMEPO*GIANT*20260507*1230*7*X*005010X231A1'],
			[isa({ 14: '1' }), '997', 'GS*FA*ACMEPO*GIANT*20260507*1230*7*X*004010'],
		] as const) {
			const sets = [[`ST*${type}*0001`, 'AK1*PO*1', 'AK9*A*1*1*1', 'SE*4*0001']];
			expect(await acknowledge(x12File({ header, gs, sets }), { ta1: 'always' })).toEqual([]);
		}
	});

	test('47: a group of version 004040 is answered in 004040', async () => {
		const gs = 'GS*PO*ACMEPO*GIANT*20260507*1230*7*X*004040';
		const [item] = await acknowledge(x12File({ header: isa(), gs }));
		expect(item!.text).toContain('*X*004040~ST*997*');
	});

	test('48: the answer is addressed by the IDs of the group and of the interchange, changed over', async () => {
		const gs = 'GS*PO*A*B*20260507*1230*7*X*004010';
		const [item] = await acknowledge(x12File({ header: isa(), gs }));
		expect(item!.text).toContain('~GS*FA*B*A*');
		expect(item!.text).toContain('*01*123456789      *ZZ*ACME           *');
	});

	test('49: a clean remittance is accepted', async () => {
		const gs = 'GS*HP*ACMEPO*GIANT*20260507*1230*7*X*005010X221A1';
		const sets = [['ST*835*0001', 'BPR*I*10.00*C*CHK', 'SE*3*0001']];
		const [item] = await acknowledge(x12File({ header: isa501(), gs, sets }));
		expect(bodyIn(item!.text)).toEqual(['AK1*HP*7*005010X221A1', 'AK2*835*0001', 'IK5*A', 'AK9*A*1*1*1']);
	});

	test('50: a 999 says where a segment is wrong. CTX is about rules of a guide, which the node does not check', async () => {
		const gs = 'GS*HC*ACMEPO*GIANT*20260507*1230*7*X*005010X222A1';
		const sets = [['ST*837*0001*005010X222A1', 'BIN*900*ABC', 'SE*3*0001']];
		const [item] = await acknowledge(x12File({ header: isa501(), gs, sets }));
		expect(bodyIn(item!.text)).toContain('IK3*BIN*2**8');
		expect(item!.text).not.toContain('CTX');
	});

	test('51: a group whose trailer is wrong is not accepted', async () => {
		const [item] = await acknowledge(x12File({ header: isa(), ge: 'GE*1*8' }));
		expect(bodyIn(item!.text).at(-1)).toBe('AK9*R*1*1*0*4');
	});

	test('52: where no valid CONTRL can be made, an error says why', async () => {
		const [item] = await acknowledge(edifactFile({ unb: 'UNB+UNOC:3+ACME:14++260507:1230+REF1++++1' }));
		expect(item!.error).toBe('There is no valid CONTRL: UNB 0010 is missing in the file');
	});

	test('53: two groups with one number and different types are two', async () => {
		const rows = ['PO', 'IN'].map((groupType) => ({
			groupType,
			groupControlNumber: '7',
			messageControlNumber: '0001',
		}));
		const [answer] = await acknowledge(x12File({ header: isa() }));
		const items = await match([answer!.text!], rows);
		expect(items.map(({ json }) => json.status)).toEqual(['accepted', 'missing']);
	});

	test('54: an acknowledgment that is wrong in itself is listed with what is wrong', async () => {
		const text = [
			isa({ 13: '000003438' }),
			'GS*FA*GIANT*ACMEPO*20260508*0800*9*X*004010',
			'ST*997*0001',
			'AK1*PO*7',
			'AK2*850*0001',
			'AK5*A*1*2',
			'AK9*A*1*2*3',
			'SE*31*0001',
			'GE*1*9',
			'IEA*1*000000049',
			'',
		].join('~');
		const [group] = await match([text]);
		const { issues } = group!.json as { issues: { code: string; message: string }[] };
		expect(issues).toEqual(
			expect.arrayContaining([
				{ code: 'contradiction', message: 'AK904 says 3 accepted, of 2 received (AK903)' },
				{ code: 'contradiction', message: 'AK5 of 850 0001 is A, with the error codes 1, 2' },
				expect.objectContaining({ code: 'message-count', message: 'SE01 says 31 segments; there are 6' }),
				expect.objectContaining({ code: 'interchange-control-number' }),
			]),
		);
	});

	test('and the doubled set of the same group is told apart from the first', async () => {
		const [item] = await acknowledge(x12File({ header: isa(), sets: [set('0001'), set('0001')] }));
		expect(bodyIn(item!.text)).toContain('AK5*R*23');
	});
});
