import type { EcGridId } from '../seed';
import { stamp } from '../x12';
import { buyer, deliveryTime, shipTo, type Order, type OrderEnvelope, type OrderFile } from './orders';
import { edifactMessage, writeEdifact } from './writing';

/** The qualifier of X12 as UNB 0007: the numbers are the same, without leading zeros. */
const qualifierOf = ({ qualifier }: EcGridId) => (qualifier === 'ZZ' ? 'ZZZ' : String(Number(qualifier)));

/** Writes orders as an EDIFACT interchange of ORDERS, without groups. */
export function edifactOrders(orders: Order[], envelope: OrderEnvelope): OrderFile {
	const { from, to, when, acknowledgmentRequested, nextNumber } = envelope;
	const controlNumber = String(nextNumber());
	const { date, time } = stamp(when);
	const delivery = stamp(deliveryTime(when)).date;
	const messages = orders.map(({ number, lines }, index) =>
		edifactMessage(['ORDERS', 'D', '96A', 'UN', 'EAN008'], String(index + 1), [
			[['BGM'], ['220'], [number], ['9']],
			[['DTM'], ['137', date, '102']],
			[['DTM'], ['2', delivery, '102']],
			[['NAD'], ['BY'], [buyer.id, '', '92'], [''], [buyer.name]],
			[
				['NAD'],
				['DP'],
				[shipTo.id, '', '92'],
				[''],
				[shipTo.name],
				[shipTo.street],
				[shipTo.city],
				[shipTo.region],
				[shipTo.postalCode],
				[shipTo.country],
			],
			[['CUX'], ['2', 'USD', '9']],
			...lines.flatMap(({ gtin, supplierId, description, quantity, unit, price }, line) => [
				[['LIN'], [String(line + 1)], [''], [gtin, 'EN']],
				[['PIA'], ['1'], [supplierId, 'SA']],
				[['IMD'], ['F'], [''], ['', '', '', description]],
				[['QTY'], ['21', String(quantity), unit === 'EA' ? 'PCE' : unit]],
				[['PRI'], ['AAA', price]],
			]),
			[['UNS'], ['S']],
			[['CNT'], ['2', String(lines.length)]],
		]),
	);
	const header = [
		['UNB'],
		['UNOC', '3'],
		[from.id, qualifierOf(from)],
		[to.id, qualifierOf(to)],
		[date.slice(2), time],
		[controlNumber],
		...(acknowledgmentRequested ? [[''], [''], [''], ['1']] : []),
	];
	const segments = [header, ...messages.flat(), [['UNZ'], [String(messages.length)], [controlNumber]]];
	return {
		fileName: `orders-${controlNumber}.edi`,
		content: writeEdifact(segments, '3'),
		orders: orders.map(({ number }, index) => ({
			type: 'ORDERS',
			number,
			interchange: { standard: 'EDIFACT', sender: from.id, receiver: to.id, controlNumber },
			messageControlNumber: String(index + 1),
			status: 'notAcknowledged',
			acknowledgments: [],
		})),
	};
}
