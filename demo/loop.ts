import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Execution, N8nApi } from '../local-n8n/api';
import { addRows, rowsOf, type Row } from '../local-n8n/dataTables';
import { Problem } from '../local-n8n/problem';
import { waitFor } from '../local-n8n/wait';
import type { ParcelRecord, Sandbox } from '../sandbox';
import { indented, say, step } from './report';
import type { DemoWorkflows } from './workflows';

/** The segments of a file, each on a line. */
const segmentsOf = ({ content }: ParcelRecord): string =>
	content.toString('latin1').replace(/~\n?/g, '~\n').trim();

function succeeded(execution: Execution): Execution {
	if (execution.status === 'success') return execution;
	throw new Problem(`The workflow ran but failed: ${execution.error?.message ?? execution.status}`);
}

const parcelSent = (sandbox: Sandbox, parcelId: unknown): ParcelRecord => {
	const parcel = sandbox.parcels.find((each) => String(each.parcelId) === String(parcelId));
	if (!parcel) throw new Problem(`Parcel ${String(parcelId)} isn't at ECGrid`);
	return parcel;
};

/** An invoice for an order, as rows of the table have it: one line for each of its lines. */
function invoiceFor(rows: Row[]): object {
	const [{ number, orderDate }] = rows as [Row];
	const cents = rows.reduce(
		(sum, row) => sum + Math.round(Number(row.quantity) * Number(row.price) * 100),
		0,
	);
	return {
		kind: 'invoice',
		number: `INV-${String(number).replace(/\D/g, '') || '1'}`,
		dates: { issued: new Date().toISOString().slice(0, 10), order: orderDate },
		references: [{ type: 'order', value: number }],
		lines: rows.map(({ line, quantity, unit, price, product }) => ({
			number: line,
			quantity: { invoiced: quantity, unit },
			price: { amount: price },
			ids: { supplier: product },
		})),
		totals: { gross: (cents / 100).toFixed(2) },
	};
}

/**
 * Shows the loop: an order arrives, becomes rows and is acknowledged; an invoice goes out and its acknowledgment is
 * matched. Throws a Problem that says which step didn't come out right.
 */
export async function showLoop(
	api: N8nApi,
	sandbox: Sandbox,
	workflows: DemoWorkflows,
	userFolder: string,
): Promise<void> {
	const began = Date.now();
	const lines = 3;
	const order = await step(
		'The partner sends an order',
		async () => {
			sandbox.partner.sendOrders({ count: 1, lines });
			await sandbox.idle();
			const [sent] = sandbox.partner.report().sent;
			return sent!;
		},
		({ type, number }) => `The partner sends an order (X12 ${type}, ${number}), and ECGrid calls n8n`,
	);
	const rows = await step(
		'Wait for the order to become rows',
		async () =>
			await waitFor(
				`rows of order ${order.number}`,
				async (saw) => {
					// An earlier demo's order has the same numbers, and its rows are overwritten.
					const found = (await rowsOf(api, 'EDI orders')).filter(
						({ updatedAt }) => Date.parse(String(updatedAt)) >= began,
					);
					saw(`${found.length} rows`);
					return found.length === lines ? found : undefined;
				},
				{ everyMs: 200 },
			),
		({ length }) => `“${workflows.ordersIn.name}” stored its ${length} lines in the data table EDI orders:`,
	);
	for (const { number, line, quantity, unit, price, product } of rows)
		say(indented(JSON.stringify({ number, line, quantity, unit, price, product })));

	const acknowledged = await step(
		'Wait for the acknowledgment',
		async () =>
			await waitFor('the acknowledgment of the order', (saw) => {
				const [sent] = sandbox.partner.report().sent;
				saw(sent?.status);
				return sent?.status === 'acknowledgedOnce' &&
					parcelSent(sandbox, order.parcelId).status === 'InBoxTransferred'
					? sent
					: undefined;
			}),
		() => 'The partner got the 997, and the download is confirmed. It says',
	);
	const functional = parcelSent(sandbox, acknowledged.acknowledgments[0]!.parcelId);
	say(indented(segmentsOf(functional)));

	const invoice = invoiceFor(rows) as { number: string };
	const sent = await step(
		'Send an invoice',
		async () => {
			const [receiver] = rows as [Row];
			await addRows(api, 'EDI outgoing', [
				{
					key: `${invoice.number}-${Date.now()}`,
					document: JSON.stringify(invoice),
					standard: 'X12',
					version: '004010',
					senderQualifier: 'ZZ',
					senderId: order.interchange.receiver,
					receiverQualifier: '08',
					receiverId: String(receiver.partner),
					status: 'ready',
				},
			]);
			succeeded(await api.runManually(workflows.documentsOut.id, 'Every five minutes'));
			return (await rowsOf(api, 'EDI outgoing')).at(-1)!;
		},
		({ parcelId, status }) =>
			`“${workflows.documentsOut.name}” made an invoice (X12 810) of a row, and sent it: ${String(status)}, parcel ${String(parcelId)}. It is`,
	);
	say(indented(segmentsOf(parcelSent(sandbox, sent.parcelId))));

	await step(
		'Wait for its acknowledgment',
		async () =>
			await waitFor(
				`the verdict on ${invoice.number}`,
				async (saw) => {
					const row = (await rowsOf(api, 'EDI sent')).at(-1);
					saw(row?.status);
					return row?.status === 'accepted' ? row : undefined;
				},
				{ everyMs: 200 },
			),
		({ groupControlNumber, messageControlNumber, status }) =>
			`The partner's 997 arrived; “${workflows.acknowledgmentsWatched.name}” matched it: group ${String(groupControlNumber)}, set ${String(messageControlNumber)} is ${String(status)}`,
	);

	const page = await step(
		'Make a page of the order',
		async () => {
			const execution = succeeded(await api.runManually(workflows.orderAsPage.id, 'Start'));
			const [{ fileName }] = execution.output('Show') as [{ fileName: string }];
			const file = join(userFolder, '.n8n-files', fileName);
			if (!existsSync(file)) throw new Problem(`The workflow ran, but ${file} doesn't exist`);
			return file;
		},
		() => 'The order as a page for people, to open in a browser:',
	);
	say(`     ${pathToFileURL(page).href}`);
}
