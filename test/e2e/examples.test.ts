import { existsSync, readdirSync, readFileSync, rmSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import type { WorkflowContent, WorkflowNode } from '../../local-n8n/api';
import { basic, parcelEvent } from '../../local-n8n/delivery';
import type { Fault, ParcelRecord } from '../../sandbox';
import { testFile } from '../../sandbox/x12';
import { useLab } from './lab';
import { mailCredential, mailServer } from './mailServer';

const HOUR = 60 * 60_000;
const MINUTE = 60_000;
// The pages are short, so that the mailboxes fill several.
const lab = useLab({}, { readings: { longestPage: 20 } });

const example = (name: string) =>
	JSON.parse(readFileSync(join(__dirname, '../../examples', `${name}.json`), 'utf8')) as WorkflowContent;
const imported = async (name: string) => await lab.importWorkflow(example(name));

const files = (...path: string[]) => join(lab.n8n.userFolder, '.n8n-files', ...path);

const harborline = { qualifier: 'ZZ', id: 'HARBORLINE' };
const partner = { qualifier: '08', id: '9254110060' };
const x12 = (documentType: string) => testFile(partner, harborline, documentType, new Date());

/** ECGrid returns less of a parcel's file than it says. */
const breakFile = (parcel: ParcelRecord) => void (parcel.bytes += 1);

/** ECGrid delivers the events of several parcels in one call. */
async function deliverTogether(parcels: ParcelRecord[]) {
	const dispatcher = new Agent({ connect: { ca: lab.n8n.ca } });
	const [callback] = lab.sandbox.callbacks;
	const answer = await request(callback!.url, {
		method: 'POST',
		headers: { ...basic(callback!), 'content-type': 'application/json' },
		body: JSON.stringify(parcels.map(({ parcelId }) => parcelEvent(parcelId, { parcelId }))),
		dispatcher,
	});
	await dispatcher.close();
	expect(answer.statusCode).toBe(200);
}

/** Archives the parcels of earlier tests, so that none is waiting. */
afterEach(() => {
	for (const parcel of lab.sandbox.parcels) parcel.status = 'InBoxArchived';
});

describe('saving each arriving parcel, as shipped', () => {
	const publish = async () => {
		const { id } = await imported('save-arriving-parcels');
		expect(await lab.api.publish(id)).toMatchObject({ status: 'published' });
		return id;
	};

	test('the file is on disk, unchanged, and the parcel is confirmed', async () => {
		const id = await publish();
		const content = Buffer.concat([Buffer.from(x12('850')), Buffer.from([0, 255, 128, 13, 10])]);
		const parcel = lab.sandbox.addParcel({ fileName: '850.edi', content });
		const [execution] = await lab.api.waitForExecutions(id, 1);
		expect(execution!.error?.message).toBeUndefined();
		expect(readFileSync(files(`${parcel.parcelId}-850.edi`)).equals(content)).toBe(true);
		expect(parcel.status).toBe('InBoxTransferred');
		expect(execution!.output('Confirm')).toEqual([{ success: true, parcelId: parcel.parcelId }]);
	});

	test("a parcel that couldn't be saved isn't confirmed", async () => {
		const id = await publish();
		rmSync(files(), { recursive: true });
		const parcel = lab.sandbox.addParcel({ fileName: '850.edi', content: x12('850') });
		const [execution] = await lab.api.waitForExecutions(id, 1);
		mkdirSync(files());
		expect(execution!.status).toBe('error');
		expect(parcel.status).toBe('InBoxReady');
	});

	test("two parcels arrive at once, one with a broken file: the other is saved and confirmed, and the execution names the one that isn't", async () => {
		const id = await publish();
		const add = (fileName: string) =>
			lab.sandbox.addParcel({ fileName, content: x12('850') }, { fire: false });
		const [broken, whole] = [add('broken.edi'), add('whole.edi')];
		breakFile(broken);
		await deliverTogether([broken, whole]);
		const [execution] = await lab.api.waitForExecutions(id, 1);
		expect(execution!.status).toBe('error');
		expect(execution!.error!.message).toContain(`Parcel ${broken.parcelId}: `);
		expect(execution!.error!.message).not.toContain(String(whole.parcelId));
		expect(existsSync(files(`${whole.parcelId}-whole.edi`))).toBe(true);
		expect([broken, whole].map(({ status }) => status)).toEqual(['InBoxReady', 'InBoxTransferred']);
	});

	test("a file name can't lead out of the folder", async () => {
		const id = await publish();
		const parcel = lab.sandbox.addParcel({ fileName: '../../outside.edi', content: x12('850') });
		const [execution] = await lab.api.waitForExecutions(id, 1);
		expect(execution!.error?.message).toBeUndefined();
		expect(parcel.status).toBe('InBoxTransferred');
		expect(readdirSync(files()).filter((name) => name.startsWith(String(parcel.parcelId)))).toHaveLength(1);
		expect(existsSync(join(lab.n8n.userFolder, 'outside.edi'))).toBe(false);
	});
});

describe('purchase orders to rows, as shipped', () => {
	const publish = async () => {
		const { id } = await imported('purchase-orders-to-rows');
		expect(await lab.api.publish(id)).toMatchObject({ status: 'published' });
		return id;
	};
	const arrive = (content: string) => lab.sandbox.addParcel({ fileName: 'in.edi', content });
	const order = () => readFileSync(join(__dirname, '../../demo/850.edi'), 'utf8');

	test('each line of an order is a row, and the parcel is confirmed', async () => {
		const id = await publish();
		const parcel = arrive(order());
		const [execution] = await lab.api.waitForExecutions(id, 1);
		expect(execution!.error?.message).toBeUndefined();
		expect(readFileSync(files(`${parcel.parcelId}-in.edi.csv`), 'utf8')).toBe(
			[
				'"order","date","line","quantity","unit","price","product"',
				'"PO-884213","2026-11-23","1","48","EA","11.75","WB-2210"',
				'"PO-884213","2026-11-23","2","120","EA","3.4","WB-3107"',
				'"PO-884213","2026-11-23","3","24","CA","27.9","WB-4415"',
				'',
			].join('\r\n'),
		);
		expect(parcel.status).toBe('InBoxTransferred');
	});

	test('orders of both standards, in one parcel, are rows with the same columns', async () => {
		const edifact = [
			'UNB+UNOC:3+5412345000013:14+4012345000009:14+261123:1230+1',
			'UNH+1+ORDERS:D:96A:UN:EAN008',
			'BGM+220+4500017+9',
			'DTM+137:20261124:102',
			'NAD+BY+5412345000013::9',
			'LIN+1++5412345111115:EN',
			'QTY+21:12,5:KGM',
			'PRI+AAA:9,95',
			'LIN+2',
			'PIA+1+A-100:SA',
			'QTY+21:3:PCE',
			'UNS+S',
			'UNT+12+1',
			'UNZ+1+1',
		];
		const id = await publish();
		const parcel = arrive(`${order()}${edifact.map((segment) => `${segment}'`).join('')}`);
		const [execution] = await lab.api.waitForExecutions(id, 1);
		expect(execution!.error?.message).toBeUndefined();
		const rows = readFileSync(files(`${parcel.parcelId}-in.edi.csv`), 'utf8').split('\r\n');
		expect(rows).toHaveLength(7);
		expect(rows.slice(3, 6)).toEqual([
			'"PO-884213","2026-11-23","3","24","CA","27.9","WB-4415"',
			'"4500017","2026-11-24","1","12.5","KGM","9.95","5412345111115"',
			'"4500017","2026-11-24","2","3","PCE","","A-100"',
		]);
		expect(parcel.status).toBe('InBoxTransferred');
	});

	test.each([
		[
			'something else',
			() => x12('810'),
			'it contains something else than purchase orders with lines (X12 850, EDIFACT ORDERS)',
		],
		[
			'an order without lines',
			() =>
				order()
					.replace(/(PO1|PID)\*[^~]*~\n/g, '')
					.replace('CTT*3*192~', 'CTT*0~')
					.replace('SE*21*', 'SE*15*'),
			'it contains something else than purchase orders with lines',
		],
		['no EDI', () => 'Hello', 'The file is neither X12 nor EDIFACT'],
		['a wrong count', () => order().replace(/SE\*\d+/, 'SE*99'), 'SE01 says 99 segments'],
	])('a parcel with %s stays at ECGrid, and the execution says why', async (_, content, why) => {
		const id = await publish();
		const parcel = arrive(content());
		const [execution] = await lab.api.waitForExecutions(id, 1);
		expect(execution!.error?.message).toContain(`Parcel ${parcel.parcelId}: ${why}`);
		expect(parcel.status).toBe('InBoxReady');
	});

	test('three parcels arrive at once, two of which are no orders: the third is confirmed, and the execution fails', async () => {
		const id = await publish();
		const add = (content: string) => lab.sandbox.addParcel({ fileName: 'in.edi', content }, { fire: false });
		const [invoice, good, picture] = [add(x12('810')), add(order()), add('no EDI')];
		await deliverTogether([invoice, good, picture]);
		const [execution] = await lab.api.waitForExecutions(id, 1);
		expect(execution!.status).toBe('error');
		expect(execution!.error!.message).toMatch(
			new RegExp(`^Parcel (${invoice.parcelId}|${picture.parcelId}): `),
		);
		expect(execution!.error!.message).not.toContain(`Parcel ${good.parcelId}`);
		expect(existsSync(files(`${good.parcelId}-in.edi.csv`))).toBe(true);
		expect([invoice, good, picture].map(({ status }) => status)).toEqual([
			'InBoxReady',
			'InBoxTransferred',
			'InBoxReady',
		]);
	});
});

describe('fetching the inbox and branching by document type, as shipped', () => {
	const add = (fileName: string, content: string) =>
		lab.sandbox.addParcel({ fileName, content }, { fire: false });
	/** Puts a step that passes on what it gets in the place of each of the three that a person replaces. */
	const ownStep = (node: WorkflowNode): WorkflowNode =>
		node.type === 'n8n-nodes-base.code'
			? {
					...node,
					type: 'n8n-nodes-base.set',
					typeVersion: 3.4,
					parameters: {
						assignments: { assignments: [] },
						includeOtherFields: true,
						options: {},
					},
				}
			: node;
	/**
	 * Publishes it with own steps and other nodes. Returns the execution of the first poll and those of its
	 * parcels, in order.
	 */
	const executions = async (parcels: number, other = (node: WorkflowNode) => node, steps = ownStep) => {
		const content = example('inbox-by-document-type');
		const { id } = await lab.importWorkflow({
			...content,
			nodes: content.nodes.map((node) => other(steps(node))),
		});
		expect(await lab.api.publish(id)).toMatchObject({ status: 'published' });
		const all = await lab.api.waitForExecutions(id, parcels + 1, { timeoutMs: 60_000 });
		const inOrder = all.sort((left, right) => Number(left.id) - Number(right.id));
		expect(inOrder).toHaveLength(parcels + 1);
		return inOrder;
	};

	test('without own steps, no parcel is confirmed, and an error says which step to replace', async () => {
		const parcels = ['850', '810', '856'].map((type) => add(`${type}.edi`, x12(type)));
		const [poll] = await executions(
			3,
			(node) => node,
			(node) => node,
		);
		const steps = ['Take the order', 'Book the invoice', 'Take anything else'];
		for (const [index, { parcelId, status }] of parcels.entries()) {
			expect(poll!.error!.message).toContain(`Parcel ${parcelId}: Replace “${steps[index]}” with your own`);
			expect(status).toBe('InBoxReady');
		}
		expect(lab.requestsTo('/v2/parcels/confirm')).toEqual([]);
	});

	test('own steps get the file with each document', async () => {
		const content = x12('850') + x12('856');
		const parcel = add('several.edi', content);
		const [poll] = await executions(1, (node) =>
			/^Take /.test(node.name)
				? {
						...node,
						type: 'n8n-nodes-base.readWriteFile',
						typeVersion: 1,
						parameters: {
							operation: 'write',
							fileName: '=.n8n-files/{{ $json.documentType }}-{{ $json.parcelId }}.edi',
							dataPropertyName: 'data',
							options: {},
						},
					}
				: node,
		);
		expect(poll!.error?.message).toBeUndefined();
		for (const type of ['850', '856']) {
			expect(readFileSync(files(`${type}-${parcel.parcelId}.edi`), 'utf8')).toBe(content);
		}
		expect(parcel.status).toBe('InBoxTransferred');
	});

	test('each document takes its branch, and each parcel is confirmed once', async () => {
		const order = add('order.edi', x12('850'));
		const invoice = add('invoice.edi', x12('810'));
		const several = add('several.edi', x12('850') + x12('810') + x12('856'));
		const picture = add('picture.png', 'no EDI at all');
		const [poll, ...each] = await executions(4);
		expect(poll!.error?.message).toBeUndefined();
		const parcelsOf = (node: string) =>
			each.flatMap((one) => one.output(node)).map(({ parcelId }) => parcelId);
		expect(parcelsOf('Take the order')).toEqual([order.parcelId, several.parcelId]);
		expect(parcelsOf('Book the invoice')).toEqual([invoice.parcelId, several.parcelId]);
		expect(parcelsOf('Take anything else')).toEqual([several.parcelId]);
		expect([order, invoice, several].map(({ status }) => status)).toEqual(Array(3).fill('InBoxTransferred'));
		expect(picture.status).toBe('InBoxReady');
		expect(lab.requestsTo('/v2/parcels/confirm')).toHaveLength(3);
	});

	test('custom steps change the output: each parcel is still confirmed once', async () => {
		const several = add('several.edi', x12('850') + x12('850') + x12('810'));
		const [poll] = await executions(1, (node) =>
			node.name === 'Take the order'
				? { ...node, parameters: { ...node.parameters, includeOtherFields: false } }
				: node,
		);
		expect(poll!.error?.message).toBeUndefined();
		expect(several.status).toBe('InBoxTransferred');
		expect(lab.requestsTo('/v2/parcels/confirm')).toHaveLength(1);
	});

	test("one document of a parcel fails: that parcel isn't confirmed, the others are, and an error names it", async () => {
		const order = add('order.edi', x12('850'));
		const several = add('several.edi', x12('850') + x12('810'));
		const [poll] = await executions(2, (node) =>
			node.name === 'Book the invoice'
				? {
						...node,
						type: 'n8n-nodes-base.stopAndError',
						typeVersion: 1,
						parameters: { errorMessage: 'Out of order' },
					}
				: node,
		);
		expect(poll!.error!.message).toMatch(new RegExp(`^Parcel ${several.parcelId}: .*Out of order`));
		expect([order, several].map(({ status }) => status)).toEqual(['InBoxTransferred', 'InBoxReady']);
	});

	test('the file of one of three is incomplete: the others are confirmed, and an error names it', async () => {
		const parcels = ['1.edi', '2.edi', '3.edi'].map((name) => add(name, x12('850')));
		breakFile(parcels[0]!);
		const [poll] = await executions(3);
		expect(poll!.status).toBe('error');
		expect(poll!.error!.message).toMatch(new RegExp(`^Parcel ${parcels[0]!.parcelId}: .*`));
		expect(poll!.error!.message).not.toMatch(/; Parcel/);
		expect(parcels.map(({ status }) => status)).toEqual([
			'InBoxReady',
			'InBoxTransferred',
			'InBoxTransferred',
		]);
	});

	test.each([
		['the manifest', 'GET /v2/parcels/manifest/{id}'],
		['confirming', 'POST /v2/parcels/confirm'],
	])(
		'%s fails for the first of two: the other is confirmed, and an error names the first',
		async (_, endpoint) => {
			const [first, second] = ['1.edi', '2.edi'].map((name) => add(name, x12('850')));
			lab.sandbox.fault(endpoint, { status: 400, message: 'Not this one' });
			const [poll] = await executions(2);
			expect(poll!.error!.message).toMatch(new RegExp(`^Parcel ${first!.parcelId}: .*Not this one`));
			expect([first, second].map((parcel) => parcel!.status)).toEqual(['InBoxReady', 'InBoxTransferred']);
		},
	);
});

describe('sending a file, as shipped', () => {
	/** Runs it. ECGrid gives the parcel this status as soon as it has it. */
	async function sent(status: string) {
		const content = Buffer.from(testFile(harborline, partner, '810', new Date()));
		writeFileSync(files('outgoing.edi'), content);
		const before = lab.sandbox.parcels.length;
		const { id } = await imported('send-a-file');
		const run = lab.api.runManually(id, 'Start', { timeoutMs: 60_000 });
		while (lab.sandbox.parcels.length === before) await sleep(50);
		const parcel = lab.sandbox.parcels[before]!;
		parcel.status = status;
		const execution = await run;
		expect(execution.error?.message).toBeUndefined();
		expect(parcel.content.equals(content)).toBe(true);
		expect(parcel.fileName).toBe('outgoing.edi');
		expect(lab.requestsTo('/v2/parcels/upload')).toHaveLength(1);
		return { parcel, outcome: execution.output('What became of it') };
	}

	test.each([
		['outboxPending', 'It is on its way'],
		['OutboxRetry', 'It is on its way'],
		['OutBoxDelivered', 'It went out'],
		['as2sent', 'It went out'],
		['OutboxFailed', 'A person must look at it'],
		['VaultReady', 'A person must look at it'],
	])('%s: %s', async (status, outcome) => {
		const { parcel, outcome: told } = await sent(status);
		expect(told).toMatchObject([{ parcelId: parcel.parcelId, status, outcome }]);
	});

	test("its status can't be read: a person must look at it and learns which parcel and why", async () => {
		lab.sandbox.fault('GET /v2/parcels/{id}', { status: 403 });
		const { parcel, outcome } = await sent('outboxSent');
		expect(outcome).toMatchObject([
			{
				parcelId: parcel.parcelId,
				outcome: 'A person must look at it',
				error: expect.stringContaining('denied'),
			},
		]);
	});

	test('a missing file fails the execution', async () => {
		rmSync(files('outgoing.edi'), { force: true });
		const { id } = await imported('send-a-file');
		const execution = await lab.api.runManually(id, 'Start');
		expect(execution.status).toBe('error');
		expect(execution.error!.message).toContain('No file');
		expect(lab.requestsTo('/v2/parcels/upload')).toEqual([]);
	});

	test('a failed upload fails the execution, and nothing says that it was sent', async () => {
		writeFileSync(files('outgoing.edi'), 'no EDI at all');
		const { id } = await imported('send-a-file');
		const execution = await lab.api.runManually(id, 'Start');
		expect(execution.status).toBe('error');
		expect(execution.error!.message).toContain('no ISA or UNB segment');
		expect(execution.error!.message).toContain("ECGrid doesn't have the file");
	});

	test("ECGrid has the file, but its response is lost: the error says to look first, and n8n's Retry doesn't upload it again", async () => {
		writeFileSync(files('outgoing.edi'), testFile(harborline, partner, '810', new Date()));
		const sentFiles = () => lab.sandbox.parcels.filter(({ direction }) => direction === 'OutBox');
		const before = sentFiles().length;
		const { id } = await imported('send-a-file');
		lab.sandbox.fault('POST /v2/parcels/upload', { afterWork: true, cut: true });
		const failed = await lab.api.runManually(id, 'Start');
		const retried = [await lab.api.retry(failed.id, 'original'), await lab.api.retry(failed.id, 'current')];
		expect(sentFiles()).toHaveLength(before + 1);
		const told = /It isn't known whether ECGrid carried out the request\. Look in the outbox/;
		for (const each of [failed, ...retried]) expect(each.error!.message).toMatch(told);
	});
});

describe('the nightly check of waiting parcels, as shipped', () => {
	let mail: Awaited<ReturnType<typeof mailServer>>;
	beforeAll(async () => {
		mail = await mailServer();
	});
	afterEach(() => void mail.mails.splice(0));
	afterAll(() => mail.stop());

	const add = (fileName: string, hours: number, mailboxId = 30001) =>
		lab.sandbox.addParcel(
			{ fileName, content: 'ISA', created: new Date(Date.now() - hours * HOUR), mailboxId },
			{ fire: false },
		);

	/** Imports it, selects the mail account and enters this ECGrid's Base URL. */
	async function ready() {
		const { id, name } = await mailCredential(lab.api, mail);
		const content = example('nightly-check-of-waiting-parcels');
		return await lab.importWorkflow({
			...content,
			nodes: content.nodes.map((node) => ({
				...node,
				parameters: JSON.parse(
					JSON.stringify(node.parameters).replace('https://rest.ecgrid.io', lab.sandbox.url),
				) as typeof node.parameters,
				...(node.credentials?.smtp && { credentials: { smtp: { id, name } } }),
			})),
		});
	}

	/** The lines of the mails sent in one night. */
	async function night(id: string): Promise<string[]> {
		mail.mails.splice(0);
		const execution = await lab.api.runManually(id, 'Every night', { timeoutMs: 60_000 });
		expect(execution.error?.message).toBeUndefined();
		return mail.mails
			.flatMap((text) => text.replaceAll('=\n', '').split('\n'))
			.filter((line) => /^(Parcel|Mailbox(es)?) /.test(line));
	}

	const waits = ({ parcelId, fileName, mailboxId }: ParcelRecord) =>
		expect.stringContaining(`Parcel ${parcelId} (${fileName}) waits in mailbox ${mailboxId}`);

	test('a mail names the parcels in all mailboxes that have waited more than 12 hours, even after a restart during the night', async () => {
		const long = [
			add('30.edi', 30),
			add('elsewhere.edi', 30, 30045),
			add('12.edi', 12 + (2 * MINUTE) / HOUR),
		];
		add('11.edi', 12 - (10 * MINUTE) / HOUR);
		const { id } = await ready();
		const told = await night(id);
		expect(told.sort()).toEqual(long.map(waits));
		expect(mail.mails).toHaveLength(1);
		expect(mail.mails[0]).toContain('To: edi@example.com');

		await lab.n8n.restart();
		await lab.api.login();
		expect((await night(id)).sort()).toEqual(long.map(waits));
	});

	test('sends no mail if nothing waits', async () => {
		add('11.edi', 11);
		expect(await night((await ready()).id)).toEqual([]);
		expect(mail.mails).toEqual([]);
	});

	test('reports one with an unusual date, and the others', async () => {
		const parcels = [add('odd.edi', 1), add('old.edi', 30)];
		parcels[0]!.created = 'yesterday';
		expect((await night((await ready()).id)).sort()).toEqual(parcels.map(waits));
	});

	test("reports a mailbox that can't be read, and the parcels that wait in the others", async () => {
		const parcel = add('old.edi', 30, 30045);
		lab.sandbox.fault('POST /v2/parcels/pending-inbox-list', { status: 403 });
		expect((await night((await ready()).id)).sort()).toEqual([
			expect.stringMatching(/^Mailbox \d+ could not be looked into: ECGrid denied access/),
			waits(parcel),
		]);
	});

	test.each<[string, Fault]>([
		['no key may list mailboxes', { status: 403 }],
		[
			'the list is empty',
			{ body: JSON.stringify({ success: true, data: { mailboxes: [], totalRecords: 0 } }) },
		],
	])('%s: its own is checked', async (_, fault) => {
		const parcel = add('old.edi', 30);
		lab.sandbox.fault('POST /v2/mailboxes/list', { ...fault, times: Infinity });
		expect(await night((await ready()).id)).toEqual([waits(parcel)]);
	});

	test.each<[string, Fault]>([
		['unavailable', { status: 503 }],
		['unavailable, and the answer speaks of 403', { status: 503, body: '{"message":"upstream said 403"}' }],
		['kept back by a firewall', { status: 403, body: '<html>Access denied</html>' }],
		['refused with 200', { body: JSON.stringify({ success: false, message: 'Try again later' }) }],
		['of a shape that is not known', { body: '[{"mailboxId":30001}]' }],
	])('the list of mailboxes is %s: its own is checked, and the mail says so', async (_, fault) => {
		const parcel = add('old.edi', 30);
		lab.sandbox.fault('POST /v2/mailboxes/list', { ...fault, times: Infinity });
		const told = await night((await ready()).id);
		expect(told.sort()).toEqual([
			expect.stringMatching(/^Mailboxes could not be listed, so that only your own was looked into: \S/),
			waits(parcel),
		]);
	});
});

describe('examples/README.md: to try an example, execute it from a trigger, before it is published', () => {
	test.each(['orders-in', 'two-partners-one-workflow', 'push-with-safety-net'])(
		'%s takes the parcel that waits, however briefly it has waited, and confirms it',
		async (name) => {
			const content = readFileSync(join(__dirname, '../../demo/850.edi'));
			const parcel = lab.sandbox.addParcel({ fileName: '850.edi', content }, { fire: false });
			const { id } = await imported(name);
			if (name !== 'push-with-safety-net') await lab.api.runManually(id, 'Set up');
			const execution = await lab.api.runManually(id, 'A parcel still waits', { timeoutMs: 60_000 });
			expect(execution.error?.message).toBeUndefined();
			expect(parcel.status).toBe('InBoxTransferred');
		},
	);

	test('the report stores rows at once, on any day', async () => {
		const { id } = await imported('weekly-traffic-report');
		await lab.api.runManually(id, 'Set up');
		const execution = await lab.api.runManually(id, 'Every Monday', { timeoutMs: 60_000 });
		expect(execution.error?.message).toBeUndefined();
		expect(execution.output('Store').length).toBeGreaterThan(0);
	});
});
